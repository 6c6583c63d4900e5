using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Storage;

namespace Saker.Platform;

/// <summary>Everything that remembers and serves, over a home folder.</summary>
public static class PlatformServices
{
    /// <summary>
    /// Adds the platform. In a hosted program it opens the home before other hosted services start and then follows
    /// deployments; without a host, open it by <see cref="SakerPlatform.OpenAsync(HomeOptions, CancellationToken)"/>.
    /// </summary>
    public static IServiceCollection AddSakerPlatform(this IServiceCollection services, HomeOptions options) => throw new NotImplementedException();
}
