using System.CommandLine;
using System.Globalization;
using Saker.Data;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker models</c> tells of one version: <c>lineage</c> and <c>card</c>.</summary>
internal static class ModelFacts
{
    public static Command CreateLineage()
    {
        var reference = Reference();
        var command = new Command("lineage", "Show the run, data, code and parents that a version came from.") { reference };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var lineage = await platform.Lineage.GetAsync(await platform.Registry.ResolveAsync(parsed.GetValue(reference)!, cancellationToken), cancellationToken);
            output.Write(AsJson(lineage), console =>
            {
                var tree = new Tree(new Text(Title(lineage)));
                AddParts(tree, lineage);
                console.Write(tree);
            });
            return 0;
        });
        return command;
    }

    public static Command CreateCard()
    {
        var reference = Reference();
        var html = new Option<string?>("--html") { Description = "Write it there as one HTML file, with its pictures." };
        var markdown = new Option<string?>("--markdown") { Description = "Write it there as Markdown." };
        var command = new Command("card", "Write the model card of a version: as Markdown here, or to files.") { reference, html, markdown };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var version = await platform.Registry.ResolveAsync(parsed.GetValue(reference)!, cancellationToken);
            var card = await platform.Cards.WriteAsync(version, cancellationToken);
            var (page, text) = (parsed.GetValue(html), parsed.GetValue(markdown));
            if (page is not null)
                await WriteAsync(page, await platform.Cards.WriteHtmlAsync(version, cancellationToken), "--html", cancellationToken);
            if (text is not null)
                await WriteAsync(text, card, "--markdown", cancellationToken);
            // Not through the console, which would break its lines.
            output.Write(new { version = version.Reference, card, html = page, markdown = text }, console =>
            {
                if (page is null && text is null)
                    Console.Out.Write(card);
                else
                    console.WriteLine($"the card of {version.Reference} is in {string.Join(" and ", new[] { page, text }.OfType<string>())}");
            });
            return 0;
        });
        return command;
    }

    private static async Task WriteAsync(string path, string text, string option, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(path, text, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be written: {exception.Message}", option, exception);
        }
    }

    private static Argument<string> Reference() => new("version") { Description = "A registered version: churn/3, churn/1.2.0, churn/1.2, churn@champion, or churn for the newest." };

    private static void AddParts(IHasTreeNodes node, VersionLineage lineage)
    {
        var version = lineage.Version;
        if (version.Run is { } run)
        {
            var runNode = node.AddNode(new Text($"run {lineage.Run?.Name ?? "(not here any more)"} {run.Short}"));
            foreach (var input in lineage.Run?.Inputs.Datasets ?? [])
                runNode.AddNode(new Text($"input {input.Dataset.Name} {input.Dataset.Digest}"));
        }
        if (version.Dataset is { } dataset)
            node.AddNode(new Text($"dataset {dataset}{(lineage.Dataset is { } data ? $" {data.Hash[..12]}, {data.RowCount.ToString("N0", CultureInfo.InvariantCulture)} rows" : "")}"));
        if (version.Code is { } code)
            node.AddNode(new Text($"code {code}"));
        if (version.Source is { } source)
            node.AddNode(new Text($"source {source}"));
        if (lineage.Reason is { } reason)
            node.AddNode(new Text($"because {reason}"));
        if (lineage.Parent is { } parent)
            AddParts(node.AddNode(new Text($"made from {Title(parent)}")), parent);
        else if (lineage.LostParent is { } lost)
            node.AddNode(new Text($"made from {lost}, which is not here any more"));
    }

    private static string Title(VersionLineage lineage) => $"{lineage.Version.Reference}{(lineage.Version.Semantic is { } semantic ? $" ({semantic})" : "")}";

    private static object AsJson(VersionLineage lineage) => new
    {
        version = lineage.Version.Reference,
        semantic = lineage.Version.Semantic?.ToString(),
        run = lineage.Version.Run?.Value,
        runName = lineage.Run?.Name,
        dataset = lineage.Version.Dataset,
        datasetHash = lineage.Dataset?.Hash,
        code = lineage.Version.Code,
        source = lineage.Version.Source,
        reason = lineage.Reason,
        parent = lineage.Parent is { } parent ? AsJson(parent) : null,
        lostParent = lineage.LostParent?.ToString(),
    };
}
