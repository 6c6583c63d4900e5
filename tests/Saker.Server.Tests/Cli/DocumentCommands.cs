namespace Saker.Server.Tests.Cli;

/// <summary>Runs the commands of a document as they stand there, and looks for what it says that they print.</summary>
internal static class DocumentCommands
{
    /// <param name="folder">Has the files that the commands name.</param>
    /// <param name="document">The name of a file in <c>docs</c>; its block follows the line <c>example: commands</c>.</param>
    /// <returns>How many commands there were.</returns>
    public static async Task<int> RunAsync(CliFolder folder, string document)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(CliFolder.Checkout, "docs", document), TestContext.Current.CancellationToken);
        var count = 0;
        SakerProcess? last = null;
        foreach (var line in lines.SkipWhile(line => line != "<!-- example: commands -->").Skip(2).TakeWhile(line => line != "```"))
        {
            if (line.StartsWith("$ saker ", StringComparison.Ordinal))
            {
                last?.Dispose();
                last = await SakerProcess.RunAsync(folder.Path, folder.Home, Words(line["$ saker ".Length..]));
                Assert.True(last.ExitCode == 0, $"{line}\n{last.Output}\n{last.Errors}");
                count++;
            }
            else if (line.Length > 0)
            {
                Assert.Contains(line.TrimEnd('.'), last!.Output, StringComparison.Ordinal);
            }
        }
        last?.Dispose();
        return count;
    }

    private static IEnumerable<string> Words(string line)
    {
        // Words in quotes are every second part.
        var parts = line.Split('"');
        for (var at = 0; at < parts.Length; at++)
            foreach (var word in at % 2 == 1 ? [parts[at]] : parts[at].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                yield return word;
    }
}
