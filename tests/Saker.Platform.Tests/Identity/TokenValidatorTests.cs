using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Testing;
using Saker.Testing.Issuers;

namespace Saker.Platform.Tests.Identity;

public sealed class TokenValidatorTests : IDisposable
{
    private const string Audience = "saker";

    private readonly LocalIssuer _issuer = new();
    private readonly ManualTime _time = new();
    private readonly TokenValidator _tokens;

    public TokenValidatorTests()
    {
        _issuer.AddRsa("rsa");
        _issuer.AddRsa("only256", "RS256");
        _issuer.AddRsa("short", bits: 1024);
        _issuer.AddCurve("p256", "P-256");
        _issuer.AddCurve("p384", "P-384");
        _tokens = Validator(Options);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private OidcOptions Options => new() { Issuer = _issuer.Address, Audience = Audience, MaxFetchTime = TimeSpan.FromMinutes(2) };

    [Theory]
    [InlineData("rsa", "RS256")]
    [InlineData("rsa", "RS384")]
    [InlineData("rsa", "RS512")]
    [InlineData("rsa", "PS256")]
    [InlineData("rsa", "PS384")]
    [InlineData("rsa", "PS512")]
    [InlineData("p256", "ES256")]
    [InlineData("p384", "ES384")]
    public async Task A_token_of_the_issuer_is_believed_in_every_algorithm(string key, string algorithm)
    {
        var grant = (await CheckAsync(_issuer.Sign(key, algorithm, Claims()))).Grant!;
        Assert.Equal(("alice", Role.Deployer, null), (grant.Subject, grant.Role, grant.KeyId));
    }

    [Theory]
    [InlineData("only256", "RS512", "signature")]
    [InlineData("short", "RS256", "kid")]
    [InlineData("p256", "ES384", "signature")]
    [InlineData("p384", "ES256", "signature")]
    public async Task A_key_signs_only_what_its_kind_may(string key, string algorithm, string reason) =>
        await RefusedAsync(_issuer.Sign(key, algorithm, Claims()), reason);

    [Fact]
    public async Task A_token_without_a_signature_is_refused_however_none_is_written()
    {
        foreach (var none in new[] { "none", "None", "NONE", "" })
        {
            var head = LocalIssuer.Encode(new JsonObject { ["alg"] = none, ["kid"] = "rsa" });
            await RefusedAsync($"{head}.{LocalIssuer.Encode(Claims())}.", "neither");
            await RefusedAsync($"{head}.{LocalIssuer.Encode(Claims())}.AAAA", "signed with");
        }
    }

    [Fact]
    public async Task An_hmac_over_the_public_key_is_refused()
    {
        foreach (var algorithm in new[] { "HS256", "HS384", "HS512" })
        {
            var signed = $"{LocalIssuer.Encode(new JsonObject { ["alg"] = algorithm, ["kid"] = "rsa" })}.{LocalIssuer.Encode(Claims())}";
            await RefusedAsync($"{signed}.{Base64Url.EncodeToString(HMACSHA256.HashData(_issuer.PublicBytes("rsa"), Encoding.ASCII.GetBytes(signed)))}", "signed with");
        }
    }

    [Fact]
    public async Task A_symmetric_key_among_the_published_ones_is_not_taken()
    {
        _issuer.Publish("oct", new JsonObject { ["kty"] = "oct", ["kid"] = "oct", ["k"] = "AAAA" });
        await RefusedAsync(_issuer.Sign("rsa", "RS256", Claims(), head => head["kid"] = "oct"), "kid");
    }

    [Fact]
    public async Task Keys_that_a_token_brings_along_are_not_used()
    {
        using var foreign = new LocalIssuer();
        foreign.AddRsa("rsa");
        await RefusedAsync(foreign.Sign("rsa", "RS256", Claims(), head => head["jku"] = foreign.Address + "/keys"), "signature");
        await RefusedAsync(_issuer.Sign("rsa", "RS256", Claims(), head => head["kid"] = "p256"), "signature");
        await RefusedAsync(_issuer.Sign("rsa", "RS256", Claims(), head => head.Remove("kid")), "kid");
        await RefusedAsync(_issuer.Sign("rsa", "RS256", Claims(), head => head["crit"] = new JsonArray("exp")), "crit");
    }

    [Fact]
    public async Task Every_changed_character_breaks_a_token()
    {
        var token = _issuer.Sign("p256", "ES256", Claims());
        for (var i = 0; i < token.Length; i += 7)
        {
            var broken = token.ToCharArray();
            broken[i] = broken[i] == 'A' ? 'B' : 'A';
            Assert.Null((await CheckAsync(new string(broken))).Grant);
        }
        foreach (var form in new[] { "", ".", "..", "a.b", "a.b.c.d", token + "=", token + " ", " ", "ä.ö.ü", token.Replace('.', ',') })
            await RefusedAsync(form, "neither");
        await RefusedAsync(new string('a', Options.MaxTokenLength + 1), "characters");
    }

    [Theory]
    [InlineData("iss", "\"https://elsewhere.example\"", "issuer")]
    [InlineData("iss", "null", "issuer")]
    [InlineData("aud", "\"another\"", "audience")]
    [InlineData("aud", "[\"another\",7]", "audience")]
    [InlineData("aud", "null", "audience")]
    [InlineData("exp", "null", "exp")]
    [InlineData("exp", "\"tomorrow\"", "exp")]
    [InlineData("exp", "1e300", "exp")]
    [InlineData("nbf", "\"yesterday\"", "nbf")]
    [InlineData("sub", "\"\"", "sub")]
    [InlineData("sub", "7", "sub")]
    [InlineData("roles", "[\"stranger\"]", "roles")]
    [InlineData("roles", "{\"admin\":true}", "roles")]
    public async Task A_claim_that_is_wrong_is_named(string claim, string value, string reason)
    {
        var claims = Claims();
        claims[claim] = JsonNode.Parse(value);
        await RefusedAsync(_issuer.Sign("rsa", "RS256", claims), reason);
    }

    [Fact]
    public async Task Times_count_with_a_small_skew_also_for_a_token_that_was_believed_before()
    {
        var now = _time.GetUtcNow().ToUnixTimeSeconds();
        var claims = Claims();
        claims["nbf"] = now + 90;
        claims["exp"] = now + 200;
        var token = _issuer.Sign("rsa", "RS256", claims);
        await RefusedAsync(token, "nbf");
        _time.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull((await CheckAsync(token)).Grant);
        _time.Advance(TimeSpan.FromSeconds(228));
        var grant = (await CheckAsync(token)).Grant;
        Assert.NotNull(grant);
        _time.Advance(TimeSpan.FromSeconds(2));
        await RefusedAsync(token, "expired");
        Assert.True(grant.HasEnded);
    }

    [Fact]
    public async Task A_claim_named_twice_is_no_token()
    {
        var body = Base64Url.EncodeToString("""{"sub":"alice","sub":"bob"}"""u8);
        await RefusedAsync($"{LocalIssuer.Encode(new JsonObject { ["alg"] = "RS256", ["kid"] = "rsa" })}.{body}.AAAA", "neither");
    }

    [Fact]
    public async Task Roles_come_from_a_mapped_claim_that_may_be_nested_and_the_highest_counts()
    {
        using var tokens = Validator(Options with
        {
            RoleClaim = "realm_access.groups",
            RoleOfClaim = new Dictionary<string, Role> { ["ml-ops"] = Role.Deployer, ["staff"] = Role.Viewer },
        });
        var claims = Claims();
        claims["realm_access"] = new JsonObject { ["groups"] = new JsonArray("staff", "ml-ops", "admin") };
        Assert.Equal(Role.Deployer, (await tokens.ValidateAsync(_issuer.Sign("rsa", "RS256", claims), Cancellation)).Grant!.Role);
        claims["realm_access"] = "staff other";
        Assert.Null((await tokens.ValidateAsync(_issuer.Sign("rsa", "RS256", claims), Cancellation)).Grant);
        using var spaced = Validator(Options with { RoleClaim = "scope", DefaultRole = Role.Viewer });
        claims["scope"] = "openid user";
        Assert.Equal(Role.User, (await spaced.ValidateAsync(_issuer.Sign("rsa", "RS256", claims), Cancellation)).Grant!.Role);
        claims["scope"] = "openid";
        Assert.Equal(Role.Viewer, (await spaced.ValidateAsync(_issuer.Sign("rsa", "RS256", claims), Cancellation)).Grant!.Role);
    }

    [Fact]
    public async Task A_new_key_is_fetched_when_a_token_names_it_but_not_again_and_again()
    {
        Assert.NotNull((await CheckAsync(_issuer.Sign("rsa", "RS256", Claims()))).Grant);
        Assert.Equal(1, _issuer.Fetches);
        _issuer.AddRsa("new");
        var token = _issuer.Sign("new", "RS256", Claims());
        for (var i = 0; i < 20; i++)
            await RefusedAsync(token, "kid");
        Assert.Equal(1, _issuer.Fetches);
        _time.Advance(Options.MinFetchDelay);
        Assert.NotNull((await CheckAsync(token)).Grant);
        Assert.Equal(2, _issuer.Fetches);
    }

    [Fact]
    public async Task Many_who_wait_for_the_keys_cause_one_fetch()
    {
        var token = _issuer.Sign("rsa", "RS256", Claims());
        var decisions = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CheckAsync(token).AsTask()));
        Assert.All(decisions, decision => Assert.NotNull(decision.Grant));
        Assert.Equal(1, _issuer.Fetches);
    }

    [Fact]
    public async Task An_issuer_that_is_away_is_said_at_first_and_survived_later()
    {
        _issuer.IsDown = true;
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => CheckAsync(_issuer.Sign("rsa", "RS256", Claims())).AsTask());
        Assert.NotNull(failure.RetryAfter);
        _issuer.IsDown = false;
        _time.Advance(Options.MinFetchDelay);
        Assert.NotNull((await CheckAsync(_issuer.Sign("rsa", "RS256", Claims()))).Grant);
        _issuer.IsDown = true;
        _time.Advance(Options.KeyLifetime);
        Assert.NotNull((await CheckAsync(_issuer.Sign("p256", "ES256", Claims()))).Grant);
    }

    [Fact]
    public void An_issuer_by_plain_http_is_taken_on_loopback_only()
    {
        List<Problem> problems = [];
        (Options with { Issuer = "http://id.example.org" }).Check(problems);
        Assert.Equal("oidc.issuer", Assert.Single(problems).Field);
    }

    public void Dispose()
    {
        _tokens.Dispose();
        _issuer.Dispose();
    }

    private TokenValidator Validator(OidcOptions options) => new(
        options,
        (subject, name, role, until, _) => Task.FromResult(new AccessGrant(name, null, role, options.Policy, new KeyMeter(subject, options.Policy, _time), 0, until)),
        _time,
        NullLogger.Instance);

    private ValueTask<AccessDecision> CheckAsync(string token) => _tokens.ValidateAsync(token, Cancellation);

    private async Task RefusedAsync(string token, string reason)
    {
        var decision = await CheckAsync(token);
        Assert.Null(decision.Grant);
        Assert.Contains(reason, decision.Reason, StringComparison.Ordinal);
    }

    private JsonObject Claims() => new()
    {
        ["iss"] = _issuer.Address,
        ["aud"] = new JsonArray("other", Audience),
        ["sub"] = "alice",
        ["exp"] = _time.GetUtcNow().AddHours(10).ToUnixTimeSeconds(),
        ["roles"] = new JsonArray("viewer", "deployer"),
    };
}
