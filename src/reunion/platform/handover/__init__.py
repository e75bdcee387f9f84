"""继承 Handover: a customer goes from one member to another, on the job or after he has left."""
