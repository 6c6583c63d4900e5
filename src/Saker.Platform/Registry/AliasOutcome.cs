using Saker.Data;

namespace Saker.Platform.Registry;

/// <summary>What became of a move.</summary>
/// <param name="Request">What waits for approval, where the alias is protected; null when it moved.</param>
public sealed record AliasOutcome(MoveRequest? Request)
{
    public static AliasOutcome Done { get; } = new((MoveRequest?)null);

    /// <summary>Why it moved, or is to, although the version's gates had not passed; null where nobody had to override.</summary>
    public string? Override { get; init; }

    public bool IsDone => Request is null;

    /// <exception cref="SakerException">It waits for approval (forbidden); the message says whose, and how to give it.</exception>
    public void RequireDone()
    {
        if (Request is { } request)
            throw new SakerException(ErrorKind.Forbidden, request.Explain(), "alias");
    }
}
