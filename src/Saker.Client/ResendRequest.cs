namespace Saker.Client;

/// <summary>Which dead letters to send again.</summary>
public sealed record ResendRequest
{
    /// <summary>One of them.</summary>
    public string? Id { get; init; }

    /// <summary>All of a receiver, where no id is given.</summary>
    public string? Receiver { get; init; }
}
