using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Data.Comparing;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Datasets;
using Saker.Platform.Storage;
using Saker.Platform.Tests.Datasets;

namespace Saker.Platform.Tests.Maintenance;

/// <summary>Datasets and artifacts in an encrypted home, over whatever store.</summary>
public abstract class StorageEncryptionConformance(TestBackend backend) : StoreConformance(backend)
{
    private const string Secret = "7590-VHVEG";

    [Fact]
    public async Task Nothing_that_is_stored_shows_its_content_and_everything_is_read_back()
    {
        Saker.Encryption.TurnOn();
        var version = await AddAsync(ToyRows.Make());
        await PutAsync("a/b.txt", Secret);
        var other = await Backend.OpenAsync();
        Assert.Equal(version.Hash, TableHash.Compute(await other.Datasets.ReadAsync("telco", 1, Cancellation)));
        Assert.Equal(3, (await other.Datasets.GetProfileAsync("telco", 1, Cancellation)).RowCount);
        Assert.Equal(Secret, await ReadAsync("a/b.txt"));
        foreach (var file in Directory.EnumerateFiles(Saker.Home.Datasets, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith("schema.json", StringComparison.Ordinal)))
            Assert.StartsWith("SAKERENC", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancellation)), StringComparison.Ordinal);
        await foreach (var blob in Blobs.ListAsync(Cancellation))
        {
            using var stored = new StreamReader((await Blobs.OpenAsync(blob.Hash, Cancellation))!);
            Assert.DoesNotContain(Secret, await stored.ReadToEndAsync(Cancellation), StringComparison.Ordinal);
        }
        Assert.Empty((await Saker.Verifier.VerifyAsync(Cancellation)).Faults);
        // The copy that the engine read is gone.
        Assert.Empty(Directory.EnumerateDirectories(Saker.Home.Datasets, ".new-*"));
    }

    [Fact]
    public async Task Same_content_is_stored_once_whether_or_not_it_is_encrypted()
    {
        var plain = await AddAsync(ToyRows.Make());
        await PutAsync("a", Secret);
        Saker.Encryption.TurnOn();
        Assert.Equal(plain.Hash, (await AddAsync(ToyRows.Make())).Hash);
        await PutAsync("b", Secret);
        Assert.Single(Directory.GetDirectories(Saker.Home.Datasets));
        Assert.Single(await ListBlobsAsync());
        Assert.Equal((Secret, Secret), (await ReadAsync("a"), await ReadAsync("b")));
        var second = await AddAsync(ToyRows.Make(30));
        var rows = await Saker.DatasetComparer.CompareAsync(plain, second, new RowComparisonOptions(), Cancellation);
        Assert.Equal((1, 1, 2), (rows.Rows!.AddedCount, rows.Rows.RemovedCount, rows.Rows.SameCount));
    }

    [Fact]
    public async Task After_a_rotation_old_files_stay_readable_and_are_brought_under_the_new_key()
    {
        await AddAsync(ToyRows.Make());
        await PutAsync("plain", "plain");
        var first = Saker.Encryption.TurnOn();
        await PutAsync("old", "old");
        var second = await Saker.Encryption.RotateAsync(Cancellation);
        await PutAsync("new", "new");
        var status = await Saker.Encryption.GetStatusAsync(Cancellation);
        Assert.Equal((second, 1L, 1L, 3L), (status.ActiveKey, status.FilesByKey[first], status.FilesByKey[second], status.PlainFileCount));
        Assert.Equal(("plain", "old", "new"), (await ReadAsync("plain"), await ReadAsync("old"), await ReadAsync("new")));

        Assert.Equal(4, await Saker.Encryption.RenewAsync(null, Cancellation));
        status = await Saker.Encryption.GetStatusAsync(Cancellation);
        Assert.Equal((5L, 0L, 1), (status.FilesByKey[second], status.PlainFileCount, status.FilesByKey.Count));
        Assert.Equal(0, await Saker.Encryption.RenewAsync(null, Cancellation));
        Assert.Equal(("plain", "old", "new"), (await ReadAsync("plain"), await ReadAsync("old"), await ReadAsync("new")));
        Assert.Equal(3, (await Saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
        Assert.Empty((await Saker.Verifier.VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Missing_key_is_named_and_the_verifier_tells_it()
    {
        var key = Saker.Encryption.TurnOn();
        await AddAsync(ToyRows.Make());
        await PutAsync("a", Secret);
        var other = await Backend.OpenAsync(services => services.AddSingleton(new EncryptionOptions { Keys = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)) }));
        Assert.Contains(key, (await Failures.OfAsync(ErrorKind.NotFound, () => other.Datasets.ReadAsync("telco", 1, Cancellation))).Message, StringComparison.Ordinal);
        Assert.Contains(key, (await Failures.OfAsync(ErrorKind.NotFound, () => other.Artifacts.OpenAsync("a", Cancellation))).Message, StringComparison.Ordinal);
        var faults = (await other.Verifier.VerifyAsync(Cancellation)).Faults;
        Assert.Equal(2, faults.Count);
        Assert.All(faults, fault => Assert.Contains(key, fault, StringComparison.Ordinal));
        File.Delete(Path.Combine(Saker.Home.Folder, "keys", "storage.json"));
        Assert.Contains(key, (await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Datasets.GetProfileAsync("telco", 1, Cancellation))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rows_that_were_changed_cut_off_or_swapped_are_refused()
    {
        Saker.Encryption.TurnOn();
        var (one, two) = (await AddAsync(ToyRows.Make()), await AddAsync(ToyRows.Make(2)));
        string PathOf(DatasetVersion version) => Path.Combine(Saker.Home.Datasets, version.Hash, "rows.parquet");
        var whole = await File.ReadAllBytesAsync(PathOf(one), Cancellation);
        foreach (var bytes in new[] { whole[..^1], [.. whole[..200], (byte)(whole[200] ^ 1), .. whole[201..]], await File.ReadAllBytesAsync(PathOf(two), Cancellation) })
        {
            await File.WriteAllBytesAsync(PathOf(one), bytes, Cancellation);
            var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => Saker.Datasets.ReadAsync("telco", 1, Cancellation));
            Assert.Contains("telco/1", failure.Message, StringComparison.Ordinal);
        }
        Assert.Empty(Directory.EnumerateDirectories(Saker.Home.Datasets, ".new-*"));
        await File.WriteAllBytesAsync(PathOf(one), whole, Cancellation);
        Assert.Equal(3, (await Saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
    }

    [Fact]
    public async Task Encrypted_home_whose_ring_is_gone_refuses_to_store_until_it_is_back()
    {
        Saker.Encryption.TurnOn();
        var ring = Path.Combine(Saker.Home.Folder, "keys", "storage.json");
        File.Move(ring, ring + ".away");
        foreach (var saker in new[] { Saker, await Backend.OpenAsync() })
        {
            Assert.Contains(ring, (await Failures.OfAsync(ErrorKind.Unavailable, () => AddAsync(ToyRows.Make(), saker))).Message, StringComparison.Ordinal);
            await Failures.OfAsync(ErrorKind.Unavailable, () => PutAsync("a", Secret, saker));
            await Failures.OfAsync(ErrorKind.Unavailable, () => Task.FromResult(saker.Encryption.TurnOn()));
        }
        Assert.Empty(Directory.EnumerateFileSystemEntries(Saker.Home.Datasets));
        File.Move(ring + ".away", ring);
        await AddAsync(ToyRows.Make());
        Assert.Equal(0, (await Saker.Encryption.GetStatusAsync(Cancellation)).PlainFileCount);
    }

    [Fact]
    public async Task Renewals_beside_each_other_lose_nothing_and_leave_nothing()
    {
        var version = await AddAsync(ToyRows.Make());
        Saker.Encryption.TurnOn();
        var theirs = Path.Combine(Saker.Home.Datasets, version.Hash, "rows.parquet.new");
        await File.WriteAllTextAsync(theirs, "what another renewal is writing", Cancellation);
        var other = await Backend.OpenAsync();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(i => (i % 2 == 0 ? Saker : other).Encryption.RenewAsync(null, Cancellation)));
        Assert.Equal("what another renewal is writing", await File.ReadAllTextAsync(theirs, Cancellation));
        Assert.Equal(3, (await Saker.Datasets.ReadAsync("telco", 1, Cancellation)).RowCount);
        Assert.Equal(0, (await Saker.Encryption.GetStatusAsync(Cancellation)).PlainFileCount);
        Assert.Empty(Directory.EnumerateDirectories(Saker.Home.Datasets, ".new-*"));
    }

    [Fact]
    public async Task Renewal_does_not_bring_back_rows_that_were_removed_meanwhile()
    {
        await AddAsync(ToyRows.Make());
        Saker.Encryption.TurnOn();
        var folders = Saker.Services.GetRequiredService<DatasetFolders>();
        var ring = Saker.Services.GetRequiredService<StorageKeys>().Get();
        var (path, place) = folders.ListSecret().First(file => file.Path.EndsWith("rows.parquet", StringComparison.Ordinal));
        using (var renewal = await folders.StageRenewalAsync(path, place, ring, Cancellation))
        {
            File.Delete(path);
            Assert.False(renewal!.Publish());
        }
        Assert.False(File.Exists(path));
        Assert.Null(await folders.StageRenewalAsync(path, place, ring, Cancellation));
        Assert.Empty(Directory.EnumerateDirectories(Saker.Home.Datasets, ".new-*"));
    }

    [Fact]
    public async Task Encrypted_rows_that_were_damaged_are_told_and_come_back_with_the_same_rows()
    {
        Saker.Encryption.TurnOn();
        var version = await AddAsync(ToyRows.Make());
        var path = Path.Combine(Saker.Home.Datasets, version.Hash, "rows.parquet");
        var bytes = await File.ReadAllBytesAsync(path, Cancellation);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(path, bytes, Cancellation);
        Assert.Contains("telco/1", Assert.Single((await Saker.Verifier.VerifyAsync(Cancellation)).Faults), StringComparison.Ordinal);
        Assert.Equal(DatasetAdditionOutcome.Restored, (await Saker.Datasets.AddAsync(NewDataset.Of("telco", ToyRows.Make(), "telco.csv"), Cancellation)).Outcome);
        Assert.Empty((await Saker.Verifier.VerifyAsync(Cancellation)).Faults);
    }

    [Fact]
    public async Task Encryption_is_turned_on_once_and_not_rotated_before()
    {
        await Failures.OfAsync(ErrorKind.NotFound, () => Saker.Encryption.RotateAsync(Cancellation));
        Saker.Encryption.TurnOn();
        await Failures.OfAsync(ErrorKind.AlreadyExists, () => Task.FromResult(Saker.Encryption.TurnOn()));
    }

    private IBlobStore Blobs => Saker.Services.GetRequiredService<IBlobStore>();

    private async Task<DatasetVersion> AddAsync(Table rows, SakerPlatform? saker = null) => (await (saker ?? Saker).Datasets.AddAsync(NewDataset.Of("telco", rows, "telco.csv"), Cancellation)).Version;

    private async Task PutAsync(string path, string text, SakerPlatform? saker = null)
    {
        using var content = new MemoryStream(Encoding.UTF8.GetBytes(text));
        await (saker ?? Saker).Artifacts.PutAsync(path, content, Cancellation);
    }

    private async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(await Saker.Artifacts.OpenAsync(path, Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }

    private async Task<List<string>> ListBlobsAsync()
    {
        List<string> hashes = [];
        await foreach (var blob in Blobs.ListAsync(Cancellation))
            hashes.Add(blob.Hash);
        return hashes;
    }
}
