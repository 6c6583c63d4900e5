namespace Saker.Platform.Alerts;

/// <summary>Which alerts to list; what is null asks for nothing.</summary>
public sealed record AlertFilter
{
    public static AlertFilter All { get; } = new();

    public AlertState? State { get; init; }

    /// <summary>True for those that rules still watch, false for what is over.</summary>
    public bool? IsOpen { get; init; }

    public Severity? Severity { get; init; }

    public string? Endpoint { get; init; }

    public string? Rule { get; init; }
}
