namespace Saker.Server.Tests.Cli;

/// <summary>A block of the documentation behind <c>&lt;!-- example: NAME --&gt;</c>: commands, and beneath each what its output has, and how it ends where that is not with 0.</summary>
internal static class DocumentedCommands
{
    private const string Prompt = "$ saker ";

    /// <summary>Beneath a command that ends so, with the code.</summary>
    private const string Ending = "(exit code ";

    public static async Task<IReadOnlyList<string>> ReadAsync(string document, string example)
    {
        var lines = await File.ReadAllLinesAsync(Path.Combine(CliFolder.Checkout, "docs", document), TestContext.Current.CancellationToken);
        return [.. lines.SkipWhile(line => line != $"<!-- example: {example} -->").Skip(2).TakeWhile(line => line != "```")];
    }

    public static async Task RunAsync(CliFolder folder, IReadOnlyList<string> lines)
    {
        for (var at = 0; at < lines.Count;)
        {
            var command = lines[at++];
            Assert.StartsWith(Prompt, command, StringComparison.Ordinal);
            var said = lines.Skip(at).TakeWhile(line => !line.StartsWith(Prompt, StringComparison.Ordinal)).ToList();
            at += said.Count;
            var ending = said.Find(line => line.StartsWith(Ending, StringComparison.Ordinal));
            var exitCode = ending is null ? 0 : int.Parse(ending[Ending.Length..].TrimEnd(')'), System.Globalization.CultureInfo.InvariantCulture);
            said.RemoveAll(line => line == ending);
            using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, Words(command[Prompt.Length..]));
            Assert.True(saker.ExitCode == exitCode, $"{command} ended with {saker.ExitCode}\n{saker.Output}\n{saker.Errors}");
            foreach (var line in said.Where(line => line.Length > 0))
                Assert.Contains(line.TrimEnd('.'), exitCode == 0 ? saker.Output : saker.Output + saker.Errors, StringComparison.Ordinal);
        }
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
