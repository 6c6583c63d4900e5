using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Blobs;
using Saker.Platform.Storage;

namespace Saker.Platform.Tests.Artifacts;

/// <summary>What every artifact store must do, over whatever database and blob store.</summary>
public abstract class ArtifactStoreConformance(TestBackend backend) : StoreConformance(backend)
{
    private IArtifactStore Store => Saker.Artifacts;

    private Database Database => Saker.Services.GetRequiredService<Database>();

    private IBlobStore Blobs => Saker.Services.GetRequiredService<IBlobStore>();

    [Fact]
    public async Task What_was_stored_is_read_again_with_hash_size_and_time()
    {
        var stored = await PutAsync("0/run/artifacts/model/MLmodel", "flavors: {}");
        Assert.Equal(Hash("flavors: {}"), stored.Hash);
        Assert.Equal(11, stored.ByteCount);
        Assert.Equal(stored, await Store.FindAsync(stored.Path, Cancellation));
        Assert.Equal("flavors: {}", await ReadAsync(stored.Path));
        var again = await Backend.OpenAsync();
        Assert.Equal(stored, await again.Artifacts.FindAsync(stored.Path, Cancellation));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        Assert.Equal(0, (await PutAsync("empty", "")).ByteCount);
        Assert.Equal("", await ReadAsync("empty"));
    }

    [Fact]
    public async Task A_large_file_is_streamed_through_unchanged()
    {
        var bytes = new byte[20 * 1024 * 1024 + 17];
        new Random(1).NextBytes(bytes);
        var stored = await Store.PutAsync("large.bin", new MemoryStream(bytes), Cancellation);
        Assert.Equal(bytes.Length, stored.ByteCount);
        await using var content = await Store.OpenAsync("large.bin", Cancellation);
        Assert.Equal(bytes.Length, content.Length);
        Assert.Equal(stored.Hash, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, Cancellation)));
    }

    [Fact]
    public async Task Files_below_a_folder_are_listed_at_any_depth_in_pages()
    {
        foreach (var path in (string[])["run/b/c/d.txt", "run/a", "run-2/x", "run/b.txt", "run!", "runs/x", "other"])
            await PutAsync(path, path);
        var all = await Store.ListBelowAsync("run", null, 10, Cancellation);
        Assert.Equal(new ArtifactEntry[] { new("run/a", 5), new("run/b.txt", 9), new("run/b/c/d.txt", 13) }, all.Entries);
        Assert.Null(all.Next);
        var some = await Store.ListBelowAsync("run", null, 2, Cancellation);
        Assert.Equal(all.Entries.Take(2), some.Entries);
        Assert.Equal(all.Entries.Skip(2), (await Store.ListBelowAsync("run", some.Next, 2, Cancellation)).Entries);
        Assert.Equal(7, (await Store.ListBelowAsync("", null, 10, Cancellation)).Entries.Count);
        Assert.Empty((await Store.ListBelowAsync("ru", null, 10, Cancellation)).Entries);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListBelowAsync("../x", null, 10, Cancellation));
    }

    [Fact]
    public async Task What_is_not_there_is_null_not_found_or_empty()
    {
        Assert.Null(await Store.FindAsync("a/b", Cancellation));
        Assert.Empty(await Store.ListAsync("a", Cancellation));
        Assert.Equal(0, await Store.DeleteAsync("a", Cancellation));
        var failure = await Failures.OfAsync(ErrorKind.NotFound, () => Store.OpenAsync("a/b", Cancellation));
        Assert.Contains("'a/b'", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_lists_what_lies_directly_in_it_by_path()
    {
        foreach (var path in (string[])["r/b.txt", "r/a/deep/er", "r/a/x", "r/c", "ra/other", "r/a.txt"])
            await PutAsync(path, path);
        Assert.Equal([new("r/a", null), new("r/a.txt", 7), new("r/b.txt", 7), new("r/c", 3)], await Store.ListAsync("r", Cancellation));
        Assert.Equal([new("r/a/deep", null), new("r/a/x", 5)], await Store.ListAsync("r/a", Cancellation));
        Assert.Equal([new("r", null), new("ra", null)], await Store.ListAsync("", Cancellation));
        Assert.Empty(await Store.ListAsync("r/c", Cancellation));
    }

    [Fact]
    public async Task A_list_comes_in_pages_that_miss_and_repeat_nothing()
    {
        string[] names = ["b", "a", "\uFFFD2".Replace('\uFFFD', '\uE000'), "\U0001F600", "z", "é", "A", "0", "dir/x", "dir2/y"];
        foreach (var name in names)
            await PutAsync($"p/{name}", name);
        var whole = await Store.ListAsync("p", Cancellation);
        Assert.Equal(names.Length, whole.Count);
        List<ArtifactEntry> paged = [];
        for (string? after = null; ;)
        {
            var page = await Store.ListPageAsync("p", after, 3, Cancellation);
            Assert.InRange(page.Entries.Count, 1, 3);
            paged.AddRange(page.Entries);
            if (page.Next is null)
                break;
            after = page.Next;
        }
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task A_file_takes_the_place_of_one_at_its_path()
    {
        await PutAsync("a", "old");
        await PutAsync("a", "new one");
        Assert.Equal("new one", await ReadAsync("a"));
        Assert.Equal([new ArtifactEntry("a", 7)], await Store.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task A_file_cannot_be_where_a_folder_is_nor_the_other_way_round()
    {
        await PutAsync("a/b", "file");
        await Failures.OfAsync(ErrorKind.InvalidInput, () => PutAsync("a", "x"));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => PutAsync("a/b/c", "x"));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => PutAsync("a/b/c/d", "x"));
        Assert.Equal([new ArtifactEntry("a/b", 4)], await Store.ListAsync("a", Cancellation));
        Assert.Empty(await Store.ListAsync("a/b", Cancellation));
        // Nothing of the refused ones stays in the way.
        await Store.DeleteAsync("a/b", Cancellation);
        await PutAsync("a", "now a file");
    }

    [Fact]
    public async Task A_folder_goes_with_all_that_is_in_it_and_empty_ones_above_it_too()
    {
        foreach (var path in (string[])["x/y/1", "x/y/z/2", "x/y!", "x/y0", "other"])
            await PutAsync(path, path);
        Assert.Equal(2, await Store.DeleteAsync("x/y", Cancellation));
        Assert.Equal([new("x/y!", 4), new("x/y0", 4)], await Store.ListAsync("x", Cancellation));
        Assert.Equal(2, await Store.DeleteAsync("x", Cancellation));
        Assert.Equal([new ArtifactEntry("other", 5)], await Store.ListAsync("", Cancellation));
        await PutAsync("x", "free again");
    }

    [Fact]
    public async Task Same_content_is_kept_once()
    {
        await PutAsync("a/1", "the same");
        await PutAsync("b/2", "the same");
        await PutAsync("c/3", "another");
        List<string> hashes = [];
        await foreach (var blob in Blobs.ListAsync(Cancellation))
            hashes.Add(blob.Hash);
        Assert.Equal(new[] { Hash("the same"), Hash("another") }.Order(StringComparer.Ordinal), hashes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Many_writers_of_the_same_and_of_other_content_do_not_disturb_each_other()
    {
        var second = await Backend.OpenAsync();
        await Parallel.ForAsync(0, 40, new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = Cancellation }, async (i, cancellationToken) =>
        {
            var store = i % 2 == 0 ? Store : second.Artifacts;
            await store.PutAsync($"many/{i}", new MemoryStream(Encoding.UTF8.GetBytes($"content {i % 5}")), cancellationToken);
            await store.PutAsync("many/shared", new MemoryStream(Encoding.UTF8.GetBytes($"content {i % 5}")), cancellationToken);
        });
        for (var i = 0; i < 40; i++)
            Assert.Equal($"content {i % 5}", await ReadAsync($"many/{i}"));
        Assert.Matches("^content [0-4]$", await ReadAsync("many/shared"));
        Assert.Equal(41, (await Store.ListAsync("many", Cancellation)).Count);
    }

    [Fact]
    public async Task A_folder_on_disk_is_stored_and_written_again()
    {
        var folder = Directory.CreateTempSubdirectory("saker-export-");
        try
        {
            Directory.CreateDirectory(Path.Combine(folder.FullName, "in", "model"));
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "in", "model", "MLmodel"), "m", Cancellation);
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "in", "notes.md"), "n", Cancellation);
            await Store.PutFolderAsync("0/r/artifacts", Path.Combine(folder.FullName, "in"), Cancellation);
            Assert.Equal([new("0/r/artifacts/model", null), new("0/r/artifacts/notes.md", 1)], await Store.ListAsync("0/r/artifacts", Cancellation));

            Assert.Equal(2, await Store.ExportAsync("0/r/artifacts", Path.Combine(folder.FullName, "out"), Cancellation));
            Assert.Equal("m", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "out", "model", "MLmodel"), Cancellation));
            Assert.Equal("n", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "out", "notes.md"), Cancellation));
            Assert.Equal(1, await Store.ExportAsync("0/r/artifacts/notes.md", Path.Combine(folder.FullName, "one"), Cancellation));
            Assert.Equal("n", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "one", "notes.md"), Cancellation));
            Assert.Equal(2, await Store.ExportAsync("", Path.Combine(folder.FullName, "all"), Cancellation));
            Assert.Equal(0, await Store.ExportAsync("none", Path.Combine(folder.FullName, "none"), Cancellation));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("a/../b")]
    [InlineData("a/./b")]
    [InlineData("a/...")]
    [InlineData("a/.. /b")]
    [InlineData("a\\b")]
    [InlineData("..\\a")]
    [InlineData("C:/a")]
    [InlineData("c:a")]
    [InlineData("a/%2e%2e/b")]
    [InlineData("%2E%2E/b")]
    [InlineData("a%2f..%2fb")]
    [InlineData("a%252f%252e%252e")]
    [InlineData("%25252525252e%25252525252e")]
    [InlineData("%5c%5cserver")]
    [InlineData("a%00b")]
    [InlineData("a\0b")]
    [InlineData("a\nb")]
    [InlineData("a\u007fb")]
    [InlineData("a\u0085b")]
    [InlineData("a\u202eb")]
    [InlineData("a\ud800b")]
    [InlineData("file:///etc/passwd")]
    public async Task A_path_that_could_lead_astray_is_refused_everywhere(string path)
    {
        await Failures.OfAsync(ErrorKind.InvalidInput, () => PutAsync(path, "x"));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.OpenAsync(path, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.FindAsync(path, Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.DeleteAsync(path, Cancellation));
        if (path.Length > 0)
            await Failures.OfAsync(ErrorKind.InvalidInput, () => Store.ListAsync(path, Cancellation));
        Assert.Empty(await Store.ListAsync("", Cancellation));
    }

    [Theory]
    [InlineData("100%.txt")]
    [InlineData("a b/c d")]
    [InlineData("ünïcödé/日本語/😀")]
    [InlineData("...a")]
    [InlineData(".hidden")]
    [InlineData("ab:c")]
    [InlineData("a%20b")]
    [InlineData("a'b\"c;--")]
    [InlineData("a%zz")]
    public async Task A_path_that_is_only_unusual_is_taken(string path)
    {
        await PutAsync(path, path);
        Assert.Equal(path, await ReadAsync(path));
        Assert.Equal(path, Assert.Single(await Store.ListAsync(path.Contains('/') ? path[..path.LastIndexOf('/')] : "", Cancellation)).Path);
    }

    [Fact]
    public async Task Limits_of_size_and_length_hold()
    {
        var limited = await Backend.OpenAsync(services => services.AddSingleton(new ArtifactOptions { MaxFileBytes = 10, MaxPathBytes = 20, MaxNameBytes = 8 }));
        await limited.Artifacts.PutAsync("12345678/12345678/ab", new MemoryStream(new byte[10]), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.InvalidInput, () => limited.Artifacts.PutAsync("a", new MemoryStream(new byte[11]), Cancellation));
        Assert.Contains("10 bytes", failure.Message, StringComparison.Ordinal);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => limited.Artifacts.PutAsync("123456789", new MemoryStream(), Cancellation));
        await Failures.OfAsync(ErrorKind.InvalidInput, () => limited.Artifacts.PutAsync("12345678/12345678/abc", new MemoryStream(), Cancellation));
        // Four letters of two bytes each fit, five do not.
        await limited.Artifacts.PutAsync("éééé", new MemoryStream(), Cancellation);
        await Failures.OfAsync(ErrorKind.InvalidInput, () => limited.Artifacts.PutAsync("ééééé", new MemoryStream(), Cancellation));
    }

    [Theory]
    [InlineData("UPDATE artifacts SET signature = ''", "it is not signed")]
    [InlineData("UPDATE artifacts SET signature = '0000000000000000:AAAA'", "signed with the key 0000000000000000")]
    [InlineData("UPDATE artifacts SET byte_count = 4", "its signature is not that of what is stored")]
    [InlineData("UPDATE artifacts SET path = 'b' WHERE path = 'a'", "its signature is not that of what is stored")]
    [InlineData("UPDATE artifacts SET hash = (SELECT hash FROM artifacts WHERE path = 'other') WHERE path = 'a'", "its signature is not that of what is stored")]
    public async Task An_entry_that_was_changed_is_not_read_and_is_named(string sql, string reason)
    {
        await PutAsync("a", "truth");
        await PutAsync("other", "false");
        await Database.WriteAsync(session => session.ExecuteAsync(sql), Cancellation);
        var path = sql.Contains("path = 'b'", StringComparison.Ordinal) ? "b" : "a";
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => Store.OpenAsync(path, Cancellation));
        Assert.Contains($"'{path}'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(reason, failure.Message, StringComparison.Ordinal);
        Assert.Contains("backup", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Content_that_is_gone_is_named()
    {
        await PutAsync("dir/a", "truth");
        await Blobs.DeleteAsync(Hash("truth"), Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => Store.OpenAsync("dir/a", Cancellation));
        Assert.Contains("'dir/a'", failure.Message, StringComparison.Ordinal);
        await PutAsync("elsewhere", "truth");
        Assert.Equal("truth", await ReadAsync("dir/a"));
    }

    protected Task<ArtifactFile> PutAsync(string path, string content) => Store.PutAsync(path, new MemoryStream(Encoding.UTF8.GetBytes(content)), Cancellation);

    protected async Task<string> ReadAsync(string path)
    {
        using var reader = new StreamReader(await Store.OpenAsync(path, Cancellation));
        return await reader.ReadToEndAsync(Cancellation);
    }

    protected static string Hash(string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
}
