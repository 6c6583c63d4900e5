using System.Net;
using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>An OpenID Connect issuer whose tokens are believed.</summary>
public sealed record OidcOptions
{
    /// <summary>The issuer's address; its discovery document lies below it. HTTPS, except on loopback.</summary>
    public required string Issuer { get; init; }

    /// <summary>What a token's <c>aud</c> must have among its values.</summary>
    public required string Audience { get; init; }

    /// <summary>The claim that says the role: a text or a list of texts. Dots lead into nested claims, such as <c>realm_access.roles</c>.</summary>
    public string RoleClaim { get; init; } = "roles";

    /// <summary>Values of the claim to roles; the highest counts. A value that is a role's own name needs no entry when this is empty.</summary>
    public IReadOnlyDictionary<string, Role> RoleOfClaim { get; init; } = new Dictionary<string, Role>();

    /// <summary>The role of a valid token without a known claim; null refuses it.</summary>
    public Role? DefaultRole { get; init; }

    /// <summary>The limits of each subject.</summary>
    public KeyPolicy Policy { get; init; } = KeyPolicy.None;

    /// <summary>How far the issuer's clock may be from ours.</summary>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the issuer's keys are kept before they are fetched again.</summary>
    public TimeSpan KeyLifetime { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The least time between two fetches, whatever unknown keys tokens name.</summary>
    public TimeSpan MinFetchDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a fetch may take.</summary>
    public TimeSpan MaxFetchTime { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest token, in characters.</summary>
    public int MaxTokenLength { get; init; } = 8 * 1024;

    /// <summary>The most valid tokens that are remembered, so that their signature is checked once.</summary>
    public int MaxTokens { get; init; } = 10_000;

    /// <summary>Adds a problem for every setting that is not possible.</summary>
    public void Check(List<Problem> problems)
    {
        if (!Uri.TryCreate(Issuer, UriKind.Absolute, out var issuer) || !IsSafe(issuer))
            problems.Add(new Problem("oidc.issuer", $"'{Issuer}' is no HTTPS address; plain HTTP is taken on loopback only."));
        if (string.IsNullOrWhiteSpace(Audience))
            problems.Add(new Problem("oidc.audience", "is empty; name the audience that tokens for this server have."));
        if (string.IsNullOrWhiteSpace(RoleClaim))
            problems.Add(new Problem("oidc.roleClaim", "is empty; name the claim that says the role."));
        foreach (var (field, value) in new[] { ("maxClockSkew", MaxClockSkew), ("keyLifetime", KeyLifetime), ("minFetchDelay", MinFetchDelay), ("maxFetchTime", MaxFetchTime) })
            if (value < TimeSpan.Zero || value > TimeSpan.FromDays(1))
                problems.Add(new Problem("oidc." + field, $"is {value}; it must be zero to one day."));
        if (MaxTokenLength <= 0)
            problems.Add(new Problem("oidc.maxTokenLength", $"is {MaxTokenLength}; it must be 1 or more."));
        if (MaxTokens <= 0)
            problems.Add(new Problem("oidc.maxTokens", $"is {MaxTokens}; it must be 1 or more."));
        Policy.Check(problems);
    }

    /// <summary>Whether what comes from an address can be believed: nobody between can change it.</summary>
    internal static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeHttps
        || (address.Scheme == Uri.UriSchemeHttp && (address.IsLoopback || (IPAddress.TryParse(address.Host, out var ip) && IPAddress.IsLoopback(ip))));
}
