using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Saker.Platform.Artifacts.Blobs;

namespace Saker.Platform.Tests.Artifacts.Blobs;

/// <summary>What every blob store must do.</summary>
public abstract class BlobStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private const string Unknown = "0000000000000000000000000000000000000000000000000000000000000000";

    private IBlobStore Store => Saker.Services.GetRequiredService<IBlobStore>();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(100_000)]
    [InlineData(11 * 1024 * 1024)]
    public async Task What_was_put_is_there_with_its_size(int length)
    {
        var (hash, bytes) = await PutAsync(length);
        Assert.Equal(length, await Store.FindSizeAsync(hash, Cancellation));
        await using var content = await Store.OpenAsync(hash, Cancellation);
        using var read = new MemoryStream();
        await content!.CopyToAsync(read, Cancellation);
        Assert.True(bytes.AsSpan().SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task What_is_not_there_is_null_and_removing_it_is_harmless()
    {
        Assert.Null(await Store.OpenAsync(Unknown, Cancellation));
        Assert.Null(await Store.FindSizeAsync(Unknown, Cancellation));
        await Store.DeleteAsync(Unknown, Cancellation);
    }

    [Fact]
    public async Task The_same_content_may_be_put_again_and_by_many_at_once()
    {
        var puts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PutAsync(1000)));
        Assert.Equal([puts[0].Hash], await ListAsync());
    }

    [Fact]
    public async Task Everything_that_was_put_is_listed_until_it_is_removed()
    {
        List<string> hashes = [];
        for (var length = 1; length <= 12; length++)
            hashes.Add((await PutAsync(length)).Hash);
        Assert.Equal(hashes.Order(StringComparer.Ordinal), await ListAsync());
        await foreach (var entry in Store.ListAsync(Cancellation))
        {
            Assert.Equal(hashes.IndexOf(entry.Hash) + 1, entry.ByteCount);
            Assert.InRange(entry.StoredAt, DateTimeOffset.UtcNow.AddMinutes(-5), DateTimeOffset.UtcNow.AddMinutes(5));
        }
        await Store.DeleteAsync(hashes[3], Cancellation);
        Assert.Null(await Store.FindSizeAsync(hashes[3], Cancellation));
        Assert.Equal(hashes.Where((_, at) => at != 3).Order(StringComparer.Ordinal), await ListAsync());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("")]
    [InlineData("ABCDEF0000000000000000000000000000000000000000000000000000000000")]
    public async Task What_is_no_hash_is_refused(string name)
    {
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.OpenAsync(name, Cancellation));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Store.DeleteAsync(name, Cancellation));
    }

    [Fact]
    public async Task Where_it_is_can_be_told_without_secrets()
    {
        await PutAsync(1);
        Assert.NotEmpty(Store.Place);
        Assert.DoesNotContain("S3RVER", Store.Place, StringComparison.Ordinal);
    }

    private async Task<(string Hash, byte[] Bytes)> PutAsync(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        using var staged = await Saker.Services.GetRequiredService<BlobKeeper>().StageAsync(new MemoryStream(bytes), Cancellation);
        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), (long)length), (staged.Hash, staged.ByteCount));
        await Store.PutAsync(staged, Cancellation);
        return (staged.Hash, bytes);
    }

    private async Task<string[]> ListAsync()
    {
        List<string> hashes = [];
        await foreach (var entry in Store.ListAsync(Cancellation))
            hashes.Add(entry.Hash);
        return [.. hashes.Order(StringComparer.Ordinal)];
    }
}
