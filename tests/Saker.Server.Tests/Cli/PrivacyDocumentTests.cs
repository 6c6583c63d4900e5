namespace Saker.Server.Tests.Cli;

/// <summary>What docs/privacy.md shows, done as it stands there on the files of examples/privacy.</summary>
public sealed class PrivacyDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Commands_of_the_document_do_what_it_says()
    {
        using var folder = new CliFolder();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(CliFolder.Checkout, "examples", "privacy")))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var block = await DocumentedCommands.ReadAsync("privacy.md", "commands");
        Assert.True(block.Count > 12, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);

        var people = await LinesAsync("people.csv");
        var hidden = await LinesAsync("protected.csv");
        var revealed = await LinesAsync("revealed.csv");
        Assert.Equal("email,iban,zip,age,disease,notes", hidden[0]);
        foreach (var (line, i) in people.Skip(1).Select((line, i) => (line.Split(','), i + 1)))
        {
            Assert.DoesNotContain(line[1], hidden[i], StringComparison.Ordinal);
            Assert.DoesNotContain(line[2], hidden[i], StringComparison.Ordinal);
            Assert.StartsWith(line[1] + ",", revealed[i], StringComparison.Ordinal);
        }

        using var refused = await SakerProcess.RunAsync(folder.Path, folder.Home, "data", "private", "count", "people.csv", "--epsilon", "0.5", "--budget", "people.budget");
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("0.75 is spent", refused.Errors, StringComparison.Ordinal);

        using var other = await SakerProcess.RunAsync(folder.Path, folder.Home, "data", "private", "count", "protected.csv", "--epsilon", "0.1", "--budget", "people.budget");
        Assert.Equal(1, other.ExitCode);
        Assert.Contains("is of 'people', not of 'protected'", other.Errors, StringComparison.Ordinal);
        using var queried = await SakerProcess.RunAsync(folder.Path, folder.Home, "data", "scan", "people.csv", "--sql", "SELECT email AS kontakt FROM data", "--json");
        Assert.Equal(0, queried.ExitCode);
        Assert.Contains("\"kontakt\"", queried.Output, StringComparison.Ordinal);

        async Task<string[]> LinesAsync(string name) => await File.ReadAllLinesAsync(Path.Combine(folder.Path, name), Token);
    }
}
