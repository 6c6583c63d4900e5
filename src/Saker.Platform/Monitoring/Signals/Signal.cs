namespace Saker.Platform.Monitoring.Signals;

/// <summary>One number about an endpoint, as it is now: what rules of alerts judge, <c>/metrics</c> shows and retraining is triggered by.</summary>
public sealed record Signal
{
    /// <summary>What is measured, such as <c>errors.rate</c>: small letters, digits and underscores in parts joined by dots. One of <see cref="ISignalSource.Definitions"/>.</summary>
    public required string Name { get; init; }

    /// <summary>The endpoint; empty for what concerns the whole server.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The registered version's number; null when the signal is of the endpoint as a whole.</summary>
    public int? Version { get; init; }

    /// <summary>What of the endpoint or version, such as a column's name; empty when there is nothing to tell apart. Bounded: never a request's id or a value of a row.</summary>
    public string Label { get; init; } = "";

    /// <summary>In the definition's unit. Finite, or NaN when it cannot be told, which fires nothing.</summary>
    public required double Value { get; init; }

    /// <summary>When the value held: the end of what it was measured over. A value that did not change its time since the last reading is not judged anew as history.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How many requests, rows or outcomes it rests on; null when that means nothing for it. Rules can ask for a least number.</summary>
    public long? Count { get; init; }

    /// <summary>What the source itself concludes: true is bad (drifted, decayed). Null when it leaves that to a bound.</summary>
    public bool? Verdict { get; init; }

    /// <summary>What helps to understand it.</summary>
    public SignalContext Context { get; init; } = SignalContext.None;
}
