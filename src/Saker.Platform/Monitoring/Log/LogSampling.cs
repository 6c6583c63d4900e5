namespace Saker.Platform.Monitoring.Log;

/// <summary>Of which rows the prediction log keeps inputs and outputs. The facts of requests are kept of all.</summary>
public enum LogSampling
{
    /// <summary>At most so many rows of a minute, of an endpoint's version; all when there are fewer.</summary>
    Reservoir,

    /// <summary>A share of the rows, however many that are.</summary>
    Rate,

    /// <summary>Every row.</summary>
    All,

    /// <summary>None.</summary>
    Off,
}
