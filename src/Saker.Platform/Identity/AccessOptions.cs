using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>How callers are told apart. Every setting has a default, so that an empty configuration runs.</summary>
public sealed record AccessOptions
{
    /// <summary>Whether callers must say who they are; when off, everybody who can reach the server may all.</summary>
    public bool IsOn { get; init; }

    /// <summary>Whose tokens are believed; null for none.</summary>
    public OidcOptions? Oidc { get; init; }

    /// <summary>How long a browser stays signed in.</summary>
    public TimeSpan SessionLength { get; init; } = TimeSpan.FromHours(12);

    /// <exception cref="SakerException">Some settings are not possible; all of them are named.</exception>
    public void Validate()
    {
        List<Problem> problems = [];
        if (SessionLength <= TimeSpan.Zero)
            problems.Add(new Problem("sessionLength", $"is {SessionLength}; it must be longer than zero."));
        Oidc?.Check(problems);
        if (problems.Count > 0)
            throw new SakerException(ErrorKind.InvalidInput, "The settings of access are not possible.", problems);
    }
}
