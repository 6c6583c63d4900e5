using Microsoft.Extensions.DependencyInjection;
using Saker.Backends.S3;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests;

/// <summary>Content in a server that speaks S3, below a prefix of its own; metadata and the rest in a temporary home.</summary>
public sealed class S3Backend : TestBackend
{
    private static int s_count;

    public string Prefix { get; } = $"test/{Interlocked.Increment(ref s_count)}";

    public string Folder { get; } = Directory.CreateTempSubdirectory("saker-home-").FullName;

    public async Task<S3Options> GetOptionsAsync()
    {
        Assert.SkipWhen(S3Server.Missing is not null, S3Server.Missing ?? "");
        var server = await S3Server.GetAsync();
        return S3Options.Parse($"s3://{S3Server.Bucket}/{Prefix}?endpoint={server.Address}") with
        {
            AccessKey = S3Server.AccessKey, SecretKey = S3Server.SecretKey,
            // The least that S3 takes: so that large files go up in parts here too.
            PartBytes = 5 * 1024 * 1024,
        };
    }

    protected override async Task<SakerPlatform> OpenCoreAsync(Action<IServiceCollection> configure, CancellationToken cancellationToken)
    {
        var options = await GetOptionsAsync();
        return await SakerPlatform.OpenAsync(
            new HomeOptions { Folder = Folder, Actor = "tester", PollInterval = TimeSpan.FromMilliseconds(20) },
            services =>
            {
                configure(services);
                services.AddS3(options);
            },
            cancellationToken);
    }

    protected override Task RemoveAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return Task.CompletedTask;
    }
}
