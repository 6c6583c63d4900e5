using System.CommandLine;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>What holds what the home does not, as options of a command.</summary>
internal sealed class BackendFlags
{
    private readonly Option<string?> _database = new("--database") { Description = "PostgreSQL for the metadata: postgres://USER:PASSWORD@HOST:5432/DATABASE. Default: $SAKER_DATABASE, or SQLite in the home." };

    private readonly Option<string?> _artifacts = new("--artifacts") { Description = "An S3-compatible store for artifacts and models: s3://BUCKET/PREFIX?endpoint=http://HOST:9000; credentials as the AWS tools take them. Default: $SAKER_ARTIFACTS, or a folder in the home." };

    private readonly Option<string?> _signingKey = new("--signing-key") { Description = "The file of the private key that signs artifacts and models; servers that share a database share it. Default: $SAKER_SIGNING_KEY, or keys/signing.pem in the home." };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_database, _artifacts, _signingKey])
            command.Options.Add(option);
    }

    public BackendOptions Read(ParseResult parsed)
    {
        var given = BackendOptions.FromEnvironment();
        return given with
        {
            Database = parsed.GetValue(_database) is { Length: > 0 } database ? database : given.Database,
            Artifacts = parsed.GetValue(_artifacts) is { Length: > 0 } artifacts ? artifacts : given.Artifacts,
            SigningKey = parsed.GetValue(_signingKey) is { Length: > 0 } key ? key : given.SigningKey,
        };
    }
}
