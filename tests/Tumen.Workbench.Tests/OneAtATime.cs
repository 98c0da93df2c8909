// Every test drives a browser and a server that solve and draw: side by side on two cores they would only wait for each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
