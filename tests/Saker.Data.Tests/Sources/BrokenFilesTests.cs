using System.Diagnostics;
using Saker.Data.Sources;

namespace Saker.Data.Tests.Sources;

/// <summary>Some five hundred broken files of every kind: each is refused in words that name it, or read; none takes the process, its time or its memory away.</summary>
public sealed class BrokenFilesTests : IDisposable
{
    private const long MaxGrowth = 1L << 30;
    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(60);

    private readonly TempFolder _folder = new();

    public static TheoryData<string> Families => [.. BrokenFiles.Families.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void There_are_more_than_three_hundred() => Assert.True(BrokenFiles.Families.Values.Sum(family => family.Seeds) > 300);

    [Theory]
    [MemberData(nameof(Families))]
    public async Task Every_broken_file_is_refused_in_clear_words_or_read(string name)
    {
        var family = BrokenFiles.Families[name];
        var faults = new List<string>();
        for (var seed = 0; seed < family.Seeds; seed++)
        {
            var path = _folder.Add($"{name}_{seed}{family.Ending}", family.Make(new Random(seed)));
            if (await Fault(path, family.IsRefused) is { } fault)
                faults.Add($"{name} {seed}: {fault}");
        }
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/dev/null")]
    [InlineData("/dev/random")]
    [InlineData("/proc/self/mem")]
    public async Task A_device_is_no_file(string path)
    {
        if (File.Exists(path))
            Assert.Null(await Fault(path, isRefused: true));
    }

    [Fact]
    public async Task Folders_and_links_that_lead_nowhere_are_refused()
    {
        Directory.CreateDirectory(_folder.At("folder.csv"));
        File.CreateSymbolicLink(_folder.At("loop.csv"), _folder.At("loop.csv"));
        File.CreateSymbolicLink(_folder.At("dangling.csv"), _folder.At("gone.csv"));
        foreach (var name in new[] { "folder.csv", "loop.csv", "dangling.csv" })
            Assert.Null(await Fault(_folder.At(name), isRefused: true));
    }

    /// <summary>The engine is as good as new after all that.</summary>
    [Fact]
    public async Task What_was_broken_breaks_nothing_else()
    {
        foreach (var name in new[] { "parquet_flipped", "parquet_lying_footer", "csv_random_bytes" })
            await Every_broken_file_is_refused_in_clear_words_or_read(name);
        var table = await DataSources.Open(_folder.Add("good.csv", "a\n1\n")).ReadAllAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1L, table.Get("a").GetValue(0));
    }

    /// <summary>What is wrong with how a file was taken; null when nothing is.</summary>
    private static async Task<string?> Fault(string path, bool isRefused)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.WorkingSet64;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(MaxTime);
        var fault = isRefused ? "it was read" : null;
        try
        {
            await foreach (var batch in DataSources.Open(path).ReadAsync(limit.Token))
                _ = batch.RowCount;
        }
        catch (SakerException e)
        {
            fault = e switch
            {
                { Kind: ErrorKind.Internal } => $"it is called our own fault: {e.Message}",
                _ when !e.Message.Contains(Path.GetFileName(path), StringComparison.Ordinal) => $"the file is not named: {e.Message}",
                { Message.Length: > 1_000 } => $"{e.Message.Length} characters are no clear words: {e.Message[..200]}",
                _ => null,
            };
        }
        catch (OperationCanceledException)
        {
            return "it took too long";
        }
        catch (Exception e)
        {
            return $"{e.GetType().Name}: {e.Message}";
        }
        process.Refresh();
        return process.WorkingSet64 - before > MaxGrowth ? $"memory grew by {(process.WorkingSet64 - before) >> 20} MiB" : fault;
    }
}
