using System.Security.Cryptography;
using System.Text;
using Saker.Data.Privacy.Keys;

namespace Saker.Data.Tests.Privacy.Keys;

public sealed class KeyRingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string RingPath => _folder.At("keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_sealed_opens_again_after_the_file_is_read_anew()
    {
        var message = KeyRing.Create(RingPath, TimeProvider.System).Seal("secret"u8, "artifacts", "model/1"u8);
        Assert.Equal("secret", Encoding.UTF8.GetString(KeyRing.Open(RingPath).Unseal(message, "artifacts", "model/1"u8)));
        Assert.DoesNotContain("secret", Encoding.Latin1.GetString(message), StringComparison.Ordinal);
        Assert.Equal(6 + 49, message.Length);
    }

    [Fact]
    public void The_same_content_is_sealed_differently_every_time()
    {
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        Assert.NotEqual(ring.Seal("secret"u8, "p", []), ring.Seal("secret"u8, "p", []));
    }

    [Fact]
    public void Another_purpose_context_or_ring_does_not_open()
    {
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        var message = ring.Seal("secret"u8, "artifacts", "model/1"u8);
        Assert.Equal(ErrorKind.DataLoss, Assert.Throws<SakerException>(() => ring.Unseal(message, "datasets", "model/1"u8)).Kind);
        Assert.Equal(ErrorKind.DataLoss, Assert.Throws<SakerException>(() => ring.Unseal(message, "artifacts", "model/2"u8)).Kind);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => KeyRing.Create(_folder.At("other.json"), TimeProvider.System).Unseal(message, "artifacts", "model/1"u8)).Kind);
    }

    [Fact]
    public void A_change_of_any_bit_is_noticed()
    {
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        var message = ring.Seal("secret"u8, "p", "c"u8);
        for (var bit = 0; bit < message.Length * 8; bit++)
        {
            var changed = message.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Throws<SakerException>(() => ring.Unseal(changed, "p", "c"u8));
        }
        for (var length = 0; length < message.Length; length++)
            Assert.Throws<SakerException>(() => ring.Unseal(message.AsSpan(0, length), "p", "c"u8));
    }

    [Fact]
    public async Task After_a_rotation_old_messages_open_and_new_ones_have_the_new_key()
    {
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        var (first, old) = (ring.Active.Id, ring.Seal("old"u8, "p", []));
        var second = await ring.RotateAsync(TimeProvider.System, Token);
        Assert.NotEqual(first, second.Id);
        Assert.Equal([KeyState.Retired, KeyState.Active], ring.Keys.Select(key => key.State));
        Assert.Equal(second.Id, KeyRing.KeyOf(ring.Seal("new"u8, "p", [])));
        Assert.Equal("old", Encoding.UTF8.GetString(KeyRing.Open(RingPath).Unseal(old, "p", [])));
    }

    [Fact]
    public async Task A_ring_that_is_open_elsewhere_finds_the_key_of_a_rotation()
    {
        var here = KeyRing.Create(RingPath, TimeProvider.System);
        var there = KeyRing.Open(RingPath);
        await there.RotateAsync(TimeProvider.System, Token);
        Assert.Equal("new"u8, here.Unseal(there.Seal("new"u8, "p", []), "p", []));
    }

    [Fact]
    public async Task Rotations_at_the_same_time_lose_no_key()
    {
        KeyRing.Create(RingPath, TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => KeyRing.Open(RingPath).RotateAsync(TimeProvider.System, Token), Token)));
        Assert.Equal(13, KeyRing.Open(RingPath).Keys.Count);
    }

    [Fact]
    public async Task A_removed_key_opens_nothing_any_more()
    {
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        var (first, old) = (ring.Active.Id, ring.Seal("old"u8, "p", []));
        Assert.Equal(ErrorKind.Conflict, (await Assert.ThrowsAsync<SakerException>(() => ring.RemoveAsync(first, TimeProvider.System, Token))).Kind);
        await ring.RotateAsync(TimeProvider.System, Token);
        await ring.RemoveAsync(first, TimeProvider.System, Token);
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => ring.Unseal(old, "p", [])).Kind);
    }

    [Fact]
    public async Task An_imported_key_has_the_same_id_everywhere_and_becomes_active()
    {
        var key = RandomNumberGenerator.GetBytes(32);
        var ring = KeyRing.Create(RingPath, TimeProvider.System);
        var imported = await ring.ImportAsync(Convert.ToBase64String(key), TimeProvider.System, Token);
        await ring.RotateAsync(TimeProvider.System, Token);
        Assert.Equal(imported.Id, (await ring.ImportAsync(Convert.ToHexString(key), TimeProvider.System, Token)).Id);
        Assert.Equal(3, ring.Keys.Count);
        var memory = KeyRing.FromText($"{Convert.ToBase64String(key)}, {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}", TimeProvider.System);
        Assert.Equal(imported.Id, memory.Active.Id);
        Assert.Equal("x"u8, memory.Unseal(ring.Seal("x"u8, "p", []), "p", []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("zz00000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void What_is_no_key_is_refused_without_repeating_it(string text)
    {
        var error = Assert.Throws<SakerException>(() => KeyRing.FromText(text, TimeProvider.System));
        Assert.Equal(ErrorKind.InvalidInput, error.Kind);
        if (text.Length > 0)
            Assert.DoesNotContain(text, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_others_may_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        KeyRing.Create(RingPath, TimeProvider.System);
#pragma warning disable CA1416 // Skipped on Windows above.
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(RingPath));
        File.SetUnixFileMode(RingPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
#pragma warning restore CA1416
        var error = Assert.Throws<SakerException>(() => KeyRing.Open(RingPath));
        Assert.Equal(ErrorKind.Forbidden, error.Kind);
        Assert.Contains("chmod 600", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_of_the_file_is_told_and_an_existing_file_is_never_replaced()
    {
        KeyRing.Create(RingPath, TimeProvider.System);
        Assert.Equal(ErrorKind.AlreadyExists, Assert.Throws<SakerException>(() => KeyRing.Create(RingPath, TimeProvider.System)).Kind);
        var whole = File.ReadAllText(RingPath);
        var at = whole.IndexOf("\"key\": \"", StringComparison.Ordinal) + 10;
        foreach (var broken in new[] { whole[..^20], "", "{}", "[]", whole[..at] + (whole[at] == 'A' ? 'B' : 'A') + whole[(at + 1)..], "{\"format\":\"saker key ring 1\",\"keys\":[]}" })
        {
            File.WriteAllText(RingPath, broken);
            Assert.Equal(ErrorKind.DataLoss, Assert.Throws<SakerException>(() => KeyRing.Open(RingPath)).Kind);
        }
        Assert.Equal(ErrorKind.NotFound, Assert.Throws<SakerException>(() => KeyRing.Open(_folder.At("none"))).Kind);
    }

    [Fact]
    public void Derived_keys_differ_by_key_and_purpose_and_are_otherwise_the_same()
    {
        var ring = KeyRing.FromText(new string('0', 64) + "," + new string('1', 64), TimeProvider.System);
        var all = ring.Keys.SelectMany(key => new[] { "a", "b" }.Select(purpose => Convert.ToHexString(ring.Derive(key.Id, purpose)))).ToArray();
        Assert.Equal(4, all.Distinct().Count());
        Assert.All(all, derived => Assert.Equal(64, derived.Length));
        Assert.Equal(all[0], Convert.ToHexString(KeyRing.FromText(new string('1', 64), TimeProvider.System).Derive(ring.Keys[0].Id, "a")));
    }
}
