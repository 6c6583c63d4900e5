namespace Saker.Dashboard.Serving.Listing;

/// <summary>In what order endpoints are listed.</summary>
public enum EndpointOrder
{
    /// <summary>What needs somebody to look comes first.</summary>
    Attention,

    Name,

    Requests,

    Errors,

    Latency,

    Memory,
}
