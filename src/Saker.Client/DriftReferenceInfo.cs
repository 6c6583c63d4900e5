namespace Saker.Client;

/// <summary>What the traffic of an endpoint is compared with.</summary>
public sealed record DriftReferenceInfo
{
    /// <summary><c>model</c>, <c>window</c>, <c>dataset</c> or <c>same_hours</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>For <c>dataset</c>: such as <c>churn/3</c>.</summary>
    public string? Dataset { get; init; }

    /// <summary>For <c>window</c>: where it begins.</summary>
    public string? From { get; init; }

    /// <summary>For <c>window</c>: where it ends.</summary>
    public string? To { get; init; }

    /// <summary>For <c>same_hours</c>: how many weeks back, from 1 to 12.</summary>
    public int? Weeks { get; init; }

    /// <summary>For <c>model</c>, where it brings no reference along: so many of its first rows become it.</summary>
    public int? FirstRows { get; init; }
}
