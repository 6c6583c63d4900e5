using Saker.Data.Sinks;
using Saker.Data.Sources;

namespace Saker.Backends.Postgres;

/// <summary>Data in PostgreSQL: <c>postgres://user@host:5432/database</c>, in a pipeline file <c>postgres:</c>.</summary>
/// <remarks>A password may stand in the address, but not in a file; PGPASSWORD and a password file (PGPASSFILE) are read too.</remarks>
public sealed class PostgresData : DatabaseKind
{
    /// <summary>Makes it known to <see cref="DataSources"/>, <see cref="SourceSettings"/> and <see cref="DataSinks"/>, once a program.</summary>
    public static void Register() => DatabaseKinds.Add(new PostgresData());

    public override string Key => "postgres";

    public override IReadOnlyList<string> Schemes { get; } = ["postgres", "postgresql"];

    public override DatabaseSource OpenSource(string address) => new PostgresSource { Address = PostgresAddress.Parse(address) };

    public override DatabaseSink OpenSink(string address, string table, bool replace) => new PostgresSink { Address = PostgresAddress.Parse(address), Table = table, Replace = replace };

    public override bool HoldsSecret(string address) => PostgresAddress.Parse(address).HoldsSecret;
}
