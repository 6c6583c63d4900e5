namespace Saker.Platform.Serving.Statistics;

/// <summary>How a request to an endpoint ended.</summary>
public enum RequestOutcome
{
    /// <summary>It was answered.</summary>
    Ok,

    /// <summary>It was refused while it was read, or by the guard: it never reached a model.</summary>
    Refused,

    /// <summary>What it holds cannot be run.</summary>
    InvalidInput,

    /// <summary>A limit was reached, such as that of the queue.</summary>
    LimitExceeded,

    /// <summary>It was not answered in the time that the request or the endpoint allows.</summary>
    Timeout,

    /// <summary>Nothing was there to answer it.</summary>
    Unavailable,

    /// <summary>Its caller gave up.</summary>
    Cancelled,

    /// <summary>The model or the server failed.</summary>
    Internal,
}
