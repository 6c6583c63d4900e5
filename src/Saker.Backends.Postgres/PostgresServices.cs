using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Storage;

namespace Saker.Backends.Postgres;

/// <summary>Puts the metadata into PostgreSQL.</summary>
public static class PostgresServices
{
    /// <summary>Adds it; before <c>AddSakerPlatform</c>, or as what <c>SakerPlatform.OpenAsync</c> is to configure.</summary>
    /// <example><code>
    /// await using var saker = await SakerPlatform.OpenAsync(
    ///     new HomeOptions(), services => services.AddPostgres(PostgresOptions.Parse("postgres://saker@localhost/saker")), cancellationToken);
    /// </code></example>
    public static IServiceCollection AddPostgres(this IServiceCollection services, PostgresOptions options) =>
        services.AddSingleton(options).AddSingleton<Database, PostgresDatabase>();
}
