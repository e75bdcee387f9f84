"""商品图册: products that members show to customers, with pictures and price."""
