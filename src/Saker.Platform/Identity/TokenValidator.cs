using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Saker.Data;

namespace Saker.Platform.Identity;

/// <summary>
/// Believes bearer tokens of one issuer, after RFC 7519 and the warnings of RFC 8725: the algorithm must be one that is taken and
/// fit the key, the key must be the issuer's, and issuer, audience and times must be right. Thread-safe.
/// </summary>
internal sealed class TokenValidator(OidcOptions options, TokenValidator.OpenGrant open, TimeProvider time, ILogger logger) : IDisposable
{
    /// <summary>Gives the grant of a subject.</summary>
    public delegate Task<AccessGrant> OpenGrant(string subject, string name, Role role, DateTimeOffset until, CancellationToken cancellationToken);

    private const string SubjectPrefix = "oidc:";

    // OpenID Connect Core 1.0: sub has at most 255 characters.
    private const int MaxSubjectLength = 255;

    private readonly SigningKeys _keys = new(options, time, logger);
    private readonly ConcurrentDictionary<TokenHash, ValidToken> _valid = new();

    /// <summary>Whether usage is that of a token's subject.</summary>
    public static bool IsSubject(string subject) => subject.StartsWith(SubjectPrefix, StringComparison.Ordinal);

    public ValueTask<AccessDecision> ValidateAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length > options.MaxTokenLength)
            return ValueTask.FromResult(Refuse($"The token has {token.Length} characters; at most {options.MaxTokenLength} are taken."));
        var hash = TokenHash.Of(token);
        return _valid.TryGetValue(hash, out var valid) && time.GetUtcNow() < valid.Until
            ? ValueTask.FromResult(new AccessDecision(valid.Grant, null))
            : new ValueTask<AccessDecision>(CheckAsync(token, hash, cancellationToken));
    }

    public void Dispose() => _keys.Dispose();

    private async Task<AccessDecision> CheckAsync(string text, TokenHash hash, CancellationToken cancellationToken)
    {
        if (JsonWebToken.TryParse(text) is not { } token)
            return Refuse("What was sent is neither a key nor a token.");
        if (SignatureAlgorithm.Find(token.Algorithm) is not { } algorithm)
            return Refuse($"The token is signed with '{Quote(token.Algorithm)}'; taken are {string.Join(", ", SignatureAlgorithm.Names)}.");
        if (token.HasCritical)
            return Refuse("The token's header demands extensions (crit) that are not known here.");
        if (token.KeyId is not { Length: > 0 } keyId)
            return Refuse("The token does not say which key signed it (kid).");
        if (await _keys.FindAsync(keyId, cancellationToken) is not { } key)
            return Refuse("The token names a signing key (kid) that the issuer does not have.");
        if (!key.Verify(algorithm, token.Signed, token.Signature))
            return Refuse("The token's signature is not the issuer's.");
        if (FindFault(token, out var until) is { } fault)
            return Refuse(fault);
        if (FindRole(token) is not { } role)
            return Refuse($"The token's claim '{options.RoleClaim}' names no role that is known here.");
        var subject = token.FindText("sub")!;
        var grant = await open($"{SubjectPrefix}{options.Issuer}|{subject}", subject, role, until, cancellationToken);
        Remember(hash, new ValidToken(grant, until));
        return new AccessDecision(grant, null);
    }

    private string? FindFault(JsonWebToken token, out DateTimeOffset until)
    {
        until = default;
        var now = time.GetUtcNow();
        if (token.FindText("iss") != options.Issuer)
            return $"The token is of the issuer '{Quote(token.FindText("iss"))}', not of '{options.Issuer}'.";
        if (!token.ListTexts("aud").Contains(options.Audience, StringComparer.Ordinal))
            return $"The token is not meant for the audience '{options.Audience}'.";
        if (token.FindTime("exp") is not { } end)
            return "The token does not say when it ends (exp).";
        until = end + options.MaxClockSkew;
        if (now >= until)
            return "The token has expired; get a new one.";
        if (token.Claims.TryGetProperty("nbf", out _) && (token.FindTime("nbf") is not { } start || now + options.MaxClockSkew < start))
            return "The token is not valid yet (nbf).";
        return token.FindText("sub") is { Length: > 0 and <= MaxSubjectLength } subject && !subject.Any(char.IsControl) ? null : "The token does not say whose it is (sub).";
    }

    private Role? FindRole(JsonWebToken token)
    {
        var known = options.RoleOfClaim;
        Role? highest = null;
        // A text may be a list with blanks between, as scope is.
        foreach (var value in token.ListTexts(options.RoleClaim).SelectMany(text => (string[])[text, .. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)]))
        {
            var role = known.Count == 0 ? Roles.Find(value) : known.TryGetValue(value, out var mapped) ? mapped : null;
            if (role > (highest ?? 0))
                highest = role;
        }
        return highest ?? options.DefaultRole;
    }

    private void Remember(TokenHash hash, ValidToken token)
    {
        if (_valid.Count >= options.MaxTokens)
        {
            var now = time.GetUtcNow();
            foreach (var (old, one) in _valid)
                if (now >= one.Until)
                    _valid.TryRemove(old, out _);
            // All of them are good: checking some again is cheaper than keeping more.
            if (_valid.Count >= options.MaxTokens)
                _valid.Clear();
        }
        _valid[hash] = token;
    }

    private AccessDecision Refuse(string reason)
    {
        logger.TokenRefused(reason);
        return AccessDecision.Refuse(reason);
    }

    // What a stranger wrote goes into an answer and a log: short and visible.
    private static string Quote(string? text) => text is null ? "" : new string([.. text.Take(100).Select(c => char.IsControl(c) ? '?' : c)]);
}
