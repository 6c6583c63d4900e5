using Microsoft.Extensions.DependencyInjection;
using Saker.Backends.Postgres;
using Saker.Data;

namespace Saker.Server.Hosting;

/// <summary>What holds what the home does not: nothing, unless said so.</summary>
public sealed record BackendOptions
{
    /// <summary>The environment variable that names the database when the caller does not.</summary>
    public const string DatabaseVariable = "SAKER_DATABASE";

    /// <summary>PostgreSQL for the metadata, as <see cref="PostgresOptions.Parse"/> reads it; null for SQLite in the home. Never logged whole: it may hold a password.</summary>
    public string? Database { get; init; }

    /// <summary>As the environment says.</summary>
    public static BackendOptions FromEnvironment() => new()
    {
        Database = Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } database ? database : null,
    };

    /// <summary>Adds the backends that are named; before the platform's own.</summary>
    /// <exception cref="SakerException">One is named in a way that cannot be read.</exception>
    public void Configure(IServiceCollection services)
    {
        if (Database is not null)
            services.AddPostgres(PostgresOptions.Parse(Database));
    }
}
