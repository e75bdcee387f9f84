"""How customers get in and what they hear first: headquarters' codes and welcomes."""
