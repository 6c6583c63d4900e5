namespace Saker.Server.Tests.Cli;

/// <summary>A block of the documentation behind <c>&lt;!-- example: NAME --&gt;</c>: commands, and beneath each what its output has.</summary>
internal static class DocumentedCommands
{
    private const string Prompt = "$ saker ";

    public static async Task<IReadOnlyList<string>> ReadAsync(string document, string example)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(CliFolder.Checkout, "docs", document), TestContext.Current.CancellationToken);
        return [.. lines.SkipWhile(line => line != $"<!-- example: {example} -->").Skip(2).TakeWhile(line => line != "```")];
    }

    public static async Task RunAsync(CliFolder folder, IEnumerable<string> lines)
    {
        SakerProcess? last = null;
        foreach (var line in lines)
        {
            if (line.StartsWith(Prompt, StringComparison.Ordinal))
            {
                last?.Dispose();
                last = await SakerProcess.RunAsync(folder.Path, folder.Home, Words(line[Prompt.Length..]));
                Assert.True(last.ExitCode == 0, $"{line}\n{last.Output}\n{last.Errors}");
            }
            else if (line.Length > 0)
            {
                Assert.Contains(line.TrimEnd('.'), last!.Output, StringComparison.Ordinal);
            }
        }
        last?.Dispose();
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
