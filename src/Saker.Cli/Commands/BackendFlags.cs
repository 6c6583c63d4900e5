using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Platform.Serving.Settings;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>What holds what the home does not, as options of a command.</summary>
internal sealed class BackendFlags
{
    private readonly Option<string?> _database = new("--database") { Description = "PostgreSQL for the metadata: postgres://USER:PASSWORD@HOST:5432/DATABASE. Default: $SAKER_DATABASE, or SQLite in the home." };

    private readonly Option<string?> _artifacts = new("--artifacts") { Description = "An S3-compatible store for artifacts and models: s3://BUCKET/PREFIX?endpoint=http://HOST:9000; credentials as the AWS tools take them. Default: $SAKER_ARTIFACTS, or a folder in the home." };

    private readonly Option<string?> _signingKey = new("--signing-key") { Description = "The file of the private key that signs artifacts and models; servers that share a database share it. Default: $SAKER_SIGNING_KEY, or keys/signing.pem in the home." };

    private readonly Option<long?> _maxArtifact = new("--max-artifact-bytes") { Description = "The largest file that is stored: a number of bytes, or 500MB, 10GiB. Default: 16GiB.", CustomParser = ReadSize };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_database, _artifacts, _signingKey, _maxArtifact])
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
            ArtifactLimits = parsed.GetValue(_maxArtifact) is { } max ? given.ArtifactLimits with { MaxFileBytes = max } : given.ArtifactLimits,
        };
    }

    private static long? ReadSize(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (SizeText.Parse(text) is { } bytes and >= 1)
            return bytes;
        result.AddError($"'{text}' is no size; write a number of bytes, or one such as 500MB or 10GiB.");
        return null;
    }
}
