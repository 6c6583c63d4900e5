using System.CommandLine;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Data.Checks;
using Saker.Platform.Audit;
using Saker.Platform.Datasets;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets add NAME SOURCE</c>: checks data and stores their rows.</summary>
internal static class DatasetAddCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "The dataset; made when there is none of that name." };
        var data = new SourceOptions();
        var suite = new Option<string?>("--suite") { Description = "A YAML file with checks that must hold before anything is stored." };
        var description = new Option<string?>("--description") { Description = "What people should know of the version." };
        var tag = new Option<string[]>("--tag") { Description = "A tag, as key=value; may be repeated." };
        var parent = new Option<string?>("--parent") { Description = "The version that the rows were made from, such as raw/4." };
        var command = new Command("add", "Store the rows of data as the next version of a dataset; content that is stored already becomes no new version.") { name, suite, description, tag, parent };
        data.AddTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = new DatasetIntakeRequest
            {
                Name = parsed.GetValue(name)!,
                Source = data.OpenWhole(parsed),
                Checks = parsed.GetValue(suite) is { } checks ? await CheckSuiteFile.LoadAsync(checks, cancellationToken) : CheckSuite.Empty,
                Description = parsed.GetValue(description),
                Tags = ReadTags(parsed.GetValue(tag) ?? []),
                Parent = parsed.GetValue(parent) is { } from ? (await DatasetsCommand.FindAsync(platform, from, cancellationToken)).Reference : null,
            };
            var added = await platform.DatasetIntake.AddAsync(request, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.DatasetAdded, added.Version.Reference);
            output.Write(new { outcome = added.Outcome, dataset = DatasetTexts.ToJson(added.Version) }, console => console.WriteLine(Summary(added)));
            return 0;
        });
        return command;
    }

    /// <exception cref="SakerException">Some are no tags; all of them are named.</exception>
    public static Dictionary<string, string> ReadTags(IEnumerable<string> texts)
    {
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        List<Problem> problems = [];
        foreach (var text in texts)
        {
            var split = text.IndexOf('=', StringComparison.Ordinal);
            if (split > 0)
                tags[text[..split]] = text[(split + 1)..];
            else
                problems.Add(new Problem("tag", $"'{text}' is no tag; write it as key=value."));
        }
        return problems.Count == 0 ? tags : throw new SakerException(ErrorKind.InvalidInput, "The tags are not possible.", problems);
    }

    private static string Summary(DatasetAddition added)
    {
        var (version, content) = (added.Version, $"{Show.Count(added.Version.RowCount)} rows x {added.Version.Schema.Count} columns, content {added.Version.Hash[..12]}");
        return added.Outcome switch
        {
            DatasetAdditionOutcome.Known => $"{version.Reference} holds these rows already ({content}).",
            DatasetAdditionOutcome.Restored => $"{version.Reference} has its rows again ({content}).",
            _ => $"stored {version.Reference}: {content}",
        };
    }
}
