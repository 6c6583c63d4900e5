namespace Saker.Client;

/// <summary>What there is to say when somebody acknowledges or resolves an alert.</summary>
public sealed record AlertNote
{
    public string? Note { get; init; }
}
