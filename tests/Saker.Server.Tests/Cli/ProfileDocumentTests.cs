namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/profiles.md, run as they stand there, and how they end.</summary>
public sealed class ProfileDocumentTests
{
    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        File.Copy(CliFolder.ChurnData, Path.Combine(folder.Path, Path.GetFileName(CliFolder.ChurnData)));
        var block = await DocumentedCommands.ReadAsync("profiles.md", "compare");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
        Assert.Contains("<svg", await File.ReadAllTextAsync(Path.Combine(folder.Path, "churn.html"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.InRange(new FileInfo(Path.Combine(folder.Path, "churn.profile")).Length, 1_000, 21 * 4_096);
    }

    [Fact]
    public async Task A_change_that_is_too_large_ends_with_1_and_a_profile_that_is_none_says_so()
    {
        using var folder = new CliFolder();
        folder.Write("a.csv", "x\n" + string.Join('\n', Enumerable.Range(0, 500)));
        folder.Write("b.csv", "x\n" + string.Join('\n', Enumerable.Range(400, 500)));
        folder.Write("bad.profile", "not one");
        using var moved = await SakerProcess.RunAsync(folder.Path, folder.Home, ["data", "compare", "a.csv", "b.csv", "--max-psi", "0.25"]);
        Assert.Equal(1, moved.ExitCode);
        Assert.Contains("mean 249.5 -> 649.5", moved.Output, StringComparison.Ordinal);
        using var shown = await SakerProcess.RunAsync(folder.Path, folder.Home, ["data", "compare", "a.csv", "b.csv", "--json"]);
        Assert.Equal(0, shown.ExitCode);
        Assert.Contains("\"kolmogorovSmirnov\": 0.8", shown.Output, StringComparison.Ordinal);
        using var bad = await SakerProcess.RunAsync(folder.Path, folder.Home, ["data", "profile", "bad.profile"]);
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("This is not a profile", bad.Errors, StringComparison.Ordinal);
    }
}
