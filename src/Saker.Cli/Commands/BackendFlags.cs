using System.CommandLine;
using Saker.Server.Hosting;

namespace Saker.Cli.Commands;

/// <summary>What holds what the home does not, as options of a command.</summary>
internal sealed class BackendFlags
{
    private readonly Option<string?> _database = new("--database") { Description = "PostgreSQL for the metadata: postgres://USER:PASSWORD@HOST:5432/DATABASE. Default: $SAKER_DATABASE, or SQLite in the home." };

    public void AddTo(Command command) => command.Options.Add(_database);

    public BackendOptions Read(ParseResult parsed)
    {
        var given = BackendOptions.FromEnvironment();
        return parsed.GetValue(_database) is { Length: > 0 } database ? given with { Database = database } : given;
    }
}
