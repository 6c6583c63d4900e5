using Microsoft.Extensions.DependencyInjection;
using Saker.Backends.Postgres;
using Saker.Backends.S3;
using Saker.Data;
using Saker.Platform.Artifacts;

namespace Saker.Server.Hosting;

/// <summary>What holds what the home does not: nothing, unless said so.</summary>
public sealed record BackendOptions
{
    /// <summary>The environment variable that names the database when the caller does not.</summary>
    public const string DatabaseVariable = "SAKER_DATABASE";

    /// <summary>PostgreSQL for the metadata, as <see cref="PostgresOptions.Parse"/> reads it; null for SQLite in the home. Never logged whole: it may hold a password.</summary>
    public string? Database { get; init; }

    /// <summary>The environment variable that names the place of artifacts when the caller does not.</summary>
    public const string ArtifactsVariable = "SAKER_ARTIFACTS";

    /// <summary>The environment variable that names the signing key's file when the caller does not.</summary>
    public const string SigningKeyVariable = "SAKER_SIGNING_KEY";

    /// <summary>An S3-compatible store for the content of artifacts and models, as <see cref="S3Options.Parse"/> reads it; null for a folder in the home.</summary>
    public string? Artifacts { get; init; }

    /// <summary>The file of the installation's private key; null for the one in the home.</summary>
    public string? SigningKey { get; init; }

    /// <summary>Limits of artifacts.</summary>
    public ArtifactOptions ArtifactLimits { get; init; } = new();

    /// <summary>As the environment says.</summary>
    public static BackendOptions FromEnvironment() => new()
    {
        Database = Variable(DatabaseVariable),
        Artifacts = Variable(ArtifactsVariable),
        SigningKey = Variable(SigningKeyVariable),
    };

    /// <summary>Adds the backends that are named; before the platform's own.</summary>
    /// <exception cref="SakerException">One is named in a way that cannot be read.</exception>
    public void Configure(IServiceCollection services)
    {
        PostgresData.Register();
        if (Database is not null)
            services.AddPostgres(PostgresOptions.Parse(Database));
        if (Artifacts is not null)
            services.AddS3(S3Options.Parse(Artifacts));
        services.AddSingleton(SigningKey is null ? ArtifactLimits : ArtifactLimits with { SigningKeyFile = SigningKey });
    }

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
