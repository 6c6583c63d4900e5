using System.CommandLine;
using Saker.Data;
using Saker.Platform.Identity;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>Where a server listens and who may ask it, as options.</summary>
internal sealed class AccessSettings
{
    private readonly Option<string> _address = new("--address") { Description = "The address to listen on; 0.0.0.0 for all of this machine's.", DefaultValueFactory = _ => "127.0.0.1" };
    private readonly Option<string[]> _hosts = new("--host") { Description = "A further host name by which clients reach the server; several are possible." };
    private readonly Option<string?> _publicUrl = new("--public-url") { Description = "Where people reach the server, such as https://saker.example.org: links in notifications of alerts begin with it." };
    private readonly Option<string> _auth = new("--auth") { Description = "Whether callers must say who they are: on, off, or auto (off on loopback, on everywhere else).", DefaultValueFactory = _ => "auto" };
    private readonly Option<bool> _open = new("--open-to-everyone") { Description = "Confirms --auth off beyond loopback: everybody who reaches the server may do everything." };
    private readonly Option<string?> _issuer = new("--oidc-issuer") { Description = "An OpenID Connect issuer whose bearer tokens are believed beside keys." };
    private readonly Option<string?> _audience = new("--oidc-audience") { Description = "The audience that its tokens must have." };
    private readonly Option<string> _claim = new("--oidc-role-claim") { Description = "The claim that says the role; dots lead into nested claims.", DefaultValueFactory = _ => "roles" };
    private readonly Option<string[]> _roles = new("--oidc-role") { Description = "A value of the claim and its role, such as ml-admins=admin; several are possible. Without any, values are the roles' own names." };

    public IEnumerable<Option> All => [_address, _hosts, _publicUrl, _auth, _open, _issuer, _audience, _claim, _roles];

    /// <exception cref="SakerException">An option is not possible.</exception>
    public ServerOptions Apply(ParseResult parsed, ServerOptions options) => options with
    {
        Address = parsed.GetValue(_address)!,
        Hosts = parsed.GetValue(_hosts) ?? [],
        PublicUrl = ReadUrl(parsed.GetValue(_publicUrl)),
        Auth = parsed.GetValue(_auth) switch
        {
            "auto" => AuthMode.Auto,
            "on" => AuthMode.On,
            "off" => AuthMode.Off,
            var other => throw new SakerException(ErrorKind.InvalidInput, $"--auth is '{other}'; it is on, off or auto.", "auth"),
        },
        OpenToEveryone = parsed.GetValue(_open),
        Oidc = ReadOidc(parsed),
    };

    private static Uri? ReadUrl(string? text) => text is null ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? url
        : throw new SakerException(ErrorKind.InvalidInput, $"--public-url is '{text}'; write an address such as https://saker.example.org.", "public-url");

    private OidcOptions? ReadOidc(ParseResult parsed)
    {
        var (issuer, audience) = (parsed.GetValue(_issuer), parsed.GetValue(_audience));
        if (issuer is null && audience is null)
            return null;
        if (issuer is null || audience is null)
            throw new SakerException(ErrorKind.InvalidInput, "--oidc-issuer and --oidc-audience belong together; give both.", "oidc");
        return new OidcOptions { Issuer = issuer, Audience = audience, RoleClaim = parsed.GetValue(_claim)!, RoleOfClaim = ReadRoles(parsed.GetValue(_roles) ?? []) };
    }

    private static Dictionary<string, Role> ReadRoles(string[] texts)
    {
        Dictionary<string, Role> roles = new(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var split = text.LastIndexOf('=');
            if (split <= 0)
                throw new SakerException(ErrorKind.InvalidInput, $"--oidc-role is '{text}'; write VALUE=ROLE, such as ml-admins=admin.", "oidc-role");
            roles[text[..split]] = Roles.Parse(text[(split + 1)..]);
        }
        return roles;
    }
}
