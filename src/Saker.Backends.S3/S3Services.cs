using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Backends.S3;

/// <summary>Puts the content of artifacts and models into an S3-compatible store.</summary>
public static class S3Services
{
    /// <summary>Adds it; before <c>AddSakerPlatform</c>, or as what <c>SakerPlatform.OpenAsync</c> is to configure.</summary>
    /// <example><code>
    /// await using var saker = await SakerPlatform.OpenAsync(
    ///     new HomeOptions(), services => services.AddS3(S3Options.Parse("s3://models/saker?endpoint=http://minio:9000")), cancellationToken);
    /// </code></example>
    public static IServiceCollection AddS3(this IServiceCollection services, S3Options options) =>
        services.AddSingleton(options).AddSingleton<IBlobStore, S3BlobStore>();
}
