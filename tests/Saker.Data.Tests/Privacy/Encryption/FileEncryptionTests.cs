using System.Security.Cryptography;
using Saker.Data.Privacy.Encryption;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Tests.Privacy.Encryption;

public sealed class FileEncryptionTests
{
    private const int Chunk = 64 * 1024;
    private const int HeaderBytes = 8 + 1 + 1 + 16 + 2 + 32 + 49;

    private static readonly KeyRing Ring = Random();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Chunk - 1)]
    [InlineData(Chunk)]
    [InlineData(Chunk + 1)]
    [InlineData((3 * Chunk) + 17)]
    public async Task Content_of_any_length_is_opened_again(int length)
    {
        var content = Content(length);
        var encrypted = await EncryptAsync(content);
        var chunks = Math.Max(1, (length + Chunk - 1) / Chunk);
        Assert.Equal(HeaderBytes + length + (16 * chunks), encrypted.Length);
        Assert.Equal(content, await DecryptAsync(encrypted));
        if (length > 64)
            Assert.Equal(-1, encrypted.AsSpan().IndexOf(content.AsSpan(0, 32)));
        Assert.NotEqual(encrypted, await EncryptAsync(content));
    }

    [Fact]
    public async Task Any_byte_that_is_changed_is_noticed()
    {
        var encrypted = await EncryptAsync(Content(Chunk + 100));
        // Every byte of the header and the first bytes, then some of the rest, then the end.
        foreach (var at in Enumerable.Range(0, HeaderBytes + 40).Concat(Enumerable.Range(1, 30).Select(i => HeaderBytes + (i * 2_000))).Concat(Enumerable.Range(encrypted.Length - 120, 120)))
        {
            var changed = (byte[])encrypted.Clone();
            changed[at] ^= 0x10;
            if (at < 8)
            {
                // Without its mark it is content like any other, and is not taken for what was encrypted.
                Assert.Equal(changed, await DecryptAsync(changed));
                continue;
            }
            var failure = await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(changed));
            Assert.True(failure.Kind is ErrorKind.DataLoss or ErrorKind.NotFound, $"byte {at}: {failure.Kind}");
            Assert.Contains("the rows", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Any_cut_is_noticed_also_between_chunks()
    {
        var encrypted = await EncryptAsync(Content(3 * Chunk));
        int[] lengths = [8, 20, HeaderBytes - 1, HeaderBytes, HeaderBytes + 5, HeaderBytes + Chunk + 16, HeaderBytes + (2 * (Chunk + 16)), encrypted.Length - 17, encrypted.Length - 1];
        foreach (var length in lengths)
            Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(encrypted[..length]))).Kind);
        Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => DecryptAsync([.. encrypted, 0]))).Kind);
    }

    [Fact]
    public async Task Chunks_that_are_swapped_repeated_or_left_out_do_not_open()
    {
        var encrypted = await EncryptAsync(Content(3 * Chunk));
        byte[] Part(int i) => encrypted.AsSpan(HeaderBytes + (i * (Chunk + 16)), Chunk + 16).ToArray();
        var header = encrypted[..HeaderBytes];
        byte[][] wrong = [[.. header, .. Part(1), .. Part(0), .. Part(2)], [.. header, .. Part(0), .. Part(0), .. Part(2)], [.. header, .. Part(0), .. Part(2)], [.. header, .. Part(2)]];
        foreach (var bytes in wrong)
            Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(bytes))).Kind);
        var other = await EncryptAsync(Content(3 * Chunk));
        await Assert.ThrowsAsync<SakerException>(() => DecryptAsync([.. header, .. other[HeaderBytes..]]));
    }

    [Fact]
    public async Task Content_opens_only_at_its_place_and_with_its_key()
    {
        var encrypted = await EncryptAsync(Content(100));
        Assert.Equal(ErrorKind.DataLoss, (await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(encrypted, place: "blobs/b"))).Kind);
        var missing = await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(encrypted, ring: Random()));
        Assert.Equal(ErrorKind.NotFound, missing.Kind);
        Assert.Contains(Ring.Active.Id.Value, missing.Message, StringComparison.Ordinal);
        using var stored = new MemoryStream(encrypted);
        var none = await Assert.ThrowsAsync<SakerException>(() => FileEncryption.OpenAsync(stored, null, "blobs/a", "the rows", Token));
        Assert.Contains(Ring.Active.Id.Value, none.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ring_that_cannot_be_read_is_not_called_damage_of_the_file()
    {
        using var folder = new TempFolder();
        var path = folder.At("ring.json");
        // Opened before the rotation, so that it has to read its file again for the key of the content.
        var stale = KeyRing.Create(path, TimeProvider.System);
        var fresh = KeyRing.Open(path);
        await fresh.RotateAsync(TimeProvider.System, Token);
        var encrypted = await EncryptAsync(Content(100), fresh);
        File.WriteAllText(path, "{}");
        var damaged = await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(encrypted, ring: stale));
        Assert.Contains($"The key ring '{path}' is damaged", damaged.Message, StringComparison.Ordinal);
        File.Delete(path);
        var gone = await Assert.ThrowsAsync<SakerException>(() => DecryptAsync(encrypted, ring: stale));
        Assert.Contains($"There is no key ring '{path}'", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_is_not_encrypted_is_given_as_it_is()
    {
        foreach (var length in new[] { 0, 3, 26, 1_000 })
            Assert.Equal(Content(length), await DecryptAsync(Content(length)));
        using var plain = new MemoryStream(Content(100));
        Assert.Null(await FileEncryption.FindKeyAsync(plain, "x", Token));
    }

    [Fact]
    public async Task Header_is_sealed_again_by_a_new_key_and_the_content_stays_encrypted_as_it_is()
    {
        var (old, fresh) = (NewKey(), NewKey());
        var before = KeyRing.FromText(old, TimeProvider.System);
        var both = KeyRing.FromText($"{fresh},{old}", TimeProvider.System);
        var content = Content(Chunk + 5);
        var encrypted = await EncryptAsync(content, before);
        using var rewrapped = new MemoryStream();
        using (var stored = new MemoryStream(encrypted))
            await FileEncryption.RewrapAsync(stored, rewrapped, both, "blobs/a", "the rows", Token);
        Assert.Equal(encrypted[HeaderBytes..], rewrapped.ToArray()[HeaderBytes..]);
        rewrapped.Position = 0;
        Assert.Equal(both.Active.Id, await FileEncryption.FindKeyAsync(rewrapped, "x", Token));
        Assert.Equal(content, await DecryptAsync(rewrapped.ToArray(), ring: KeyRing.FromText(fresh, TimeProvider.System)));
    }

    private static byte[] Content(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)(i * 31 % 251))];

    private static string NewKey() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static KeyRing Random() => KeyRing.FromText(NewKey(), TimeProvider.System);

    private static async Task<byte[]> EncryptAsync(byte[] content, KeyRing? ring = null)
    {
        using var plain = new MemoryStream(content);
        using var target = new MemoryStream();
        await FileEncryption.EncryptAsync(plain, target, ring ?? Ring, "blobs/a", Token);
        return target.ToArray();
    }

    private static async Task<byte[]> DecryptAsync(byte[] encrypted, string place = "blobs/a", KeyRing? ring = null)
    {
        await using var opened = await FileEncryption.OpenAsync(new MemoryStream(encrypted), ring ?? Ring, place, "the rows", Token);
        using var content = new MemoryStream();
        await opened.CopyToAsync(content, 1_000, Token);
        return content.ToArray();
    }
}
