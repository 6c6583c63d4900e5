namespace Saker.Client;

/// <summary>For how long, and why, nobody is to be told of an alert.</summary>
public sealed record SilenceAlertRequest
{
    /// <summary>A duration such as <c>2h</c>.</summary>
    public string? For { get; init; }

    public string? Reason { get; init; }
}
