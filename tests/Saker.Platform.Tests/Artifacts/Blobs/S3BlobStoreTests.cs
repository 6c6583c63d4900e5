using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Backends.S3;
using Saker.Data;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Tests.Artifacts.Blobs;

public sealed class S3BlobStoreTests() : BlobStoreConformance(new S3Backend())
{
    [Fact]
    public void An_address_names_bucket_prefix_endpoint_and_region()
    {
        var options = S3Options.Parse("s3://models/team/a?endpoint=http://minio:9000&region=eu-central-1");
        Assert.Equal(("models", "team/a", new Uri("http://minio:9000"), "eu-central-1"), (options.Bucket, options.Prefix, options.Endpoint, options.Region));
        Assert.Equal("s3://models/team/a at http://minio:9000", options.ToString());
        Assert.Null(S3Options.Parse("s3://models").Endpoint);
    }

    [Theory]
    [InlineData("models")]
    [InlineData("http://models")]
    [InlineData("s3://key:secret@models")]
    [InlineData("s3://models?endpoint=minio")]
    [InlineData("s3://models?secret=hidden")]
    public void An_address_that_is_none_is_refused_without_repeating_it(string text)
    {
        var failure = Assert.Throws<SakerException>(() => S3Options.Parse(text));
        Assert.Equal(ErrorKind.InvalidInput, failure.Kind);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("key:", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-bucket", "S3RVER")]
    [InlineData("saker", "wrong key")]
    public async Task A_store_that_refuses_is_named(string bucket, string key)
    {
        var options = await new S3Backend().GetOptionsAsync() with { Bucket = bucket, AccessKey = key };
        await using var backend = new EmbeddedBackend();
        var saker = await backend.OpenAsync(services => services.AddS3(options));
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => saker.Artifacts.PutAsync("a", new MemoryStream([1]), Cancellation));
        Assert.Contains($"s3://{bucket}/", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SecretKey", failure.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(saker.Home.Blobs));
    }

    [Fact]
    public async Task Content_that_was_damaged_in_its_size_is_whole_again_when_it_is_stored_again()
    {
        const string content = "as it was";
        await Saker.Artifacts.PutAsync("a", new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancellation);
        var store = Saker.Services.GetRequiredService<IBlobStore>();
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        var damaged = Path.Combine(Saker.Home.Blobs, "damaged");
        await File.WriteAllTextAsync(damaged, "as it isn", Cancellation);
        await store.DeleteAsync(hash, Cancellation);
        await store.PutAsync(new StagedBlob(damaged, hash, content.Length), Cancellation);
        await Failures.OfAsync(ErrorKind.DataLoss, ReadAsync);

        await Saker.Artifacts.PutAsync("b", new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancellation);
        Assert.Equal(content, await ReadAsync());

        async Task<string> ReadAsync()
        {
            await using var stream = await Saker.Artifacts.OpenAsync("a", Cancellation);
            return await new StreamReader(stream).ReadToEndAsync(Cancellation);
        }
    }

    [Fact]
    public async Task Nothing_of_a_file_stays_in_the_home_when_it_is_in_the_bucket()
    {
        await Saker.Artifacts.PutAsync("a", new MemoryStream(new byte[1000]), Cancellation);
        Assert.Empty(Directory.GetFileSystemEntries(Saker.Home.Blobs));
        Assert.StartsWith("s3://saker/test/", Saker.Services.GetRequiredService<IBlobStore>().Place, StringComparison.Ordinal);
    }
}
