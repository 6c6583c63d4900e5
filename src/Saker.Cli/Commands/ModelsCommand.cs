using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary><c>saker models [NAME]</c>: lists registered models, or the versions of one.</summary>
internal static class ModelsCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name") { Description = "Show this model's versions.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("models", "List registered models, or the versions of one.") { name };
        foreach (var change in (Command[])[ModelChanges.CreateImport(), AliasCommands.CreateAlias(), AliasCommands.CreateHistory(), VersionCommand.Create(), GateRequirementCommands.CreateRequire(), GateRequirementCommands.CreateRelease(), GateRequirementCommands.CreateShow(), ModelFacts.CreateLineage(), ModelFacts.CreateCard(), ApprovalCommands.CreateProtect(), ApprovalCommands.CreateUnprotect(), ApprovalCommands.CreateList(), ApprovalCommands.CreateApprove(), ApprovalCommands.CreateReject(), ApprovalCommands.CreateWithdraw(), ModelChanges.CreateRename(), ModelChanges.CreateDelete(), ModelChanges.CreateLoad(), ModelChanges.CreateUnload(), ModelChanges.CreateStates()])
            command.Subcommands.Add(change);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            if (parsed.GetValue(name) is { } wanted)
            {
                var model = await platform.Registry.FindAsync(wanted, cancellationToken)
                    ?? throw new SakerException(ErrorKind.NotFound, await platform.Registry.FindRenamedAsync(wanted, cancellationToken) is { } now
                        ? $"There is no model '{wanted}' any more: it is called '{now}' now."
                        : $"There is no model '{wanted}'. `saker models` lists them.");
                ShowVersions(output, model);
            }
            else
            {
                ShowModels(output, await platform.Registry.ListAsync(cancellationToken));
            }
            return 0;
        });
        return command;
    }

    private static void ShowModels(CliOutput output, IReadOnlyList<RegisteredModel> models) => output.Write(models.Select(AsJson), console =>
    {
        if (models.Count == 0)
        {
            console.WriteLine("There are no registered models yet. Train one with: saker train FILE");
            return;
        }
        var table = CliOutput.Table("model", "#versions", "aliases", "newest");
        foreach (var model in models)
        {
            table.AddRow(new Text(model.Name), new Text(Show.Count(model.Versions.Count)), new Text(Aliases(model)),
                new Text(model.Versions.Count > 0 ? Show.Time(model.Versions[0].CreatedAt) : "-"));
        }
        console.Write(table);
    });

    private static void ShowVersions(CliOutput output, RegisteredModel model) => output.Write(AsJson(model), console =>
    {
        var table = CliOutput.Table("version", "semantic", "aliases", "gates", "registered", "dataset", "run", "content");
        foreach (var version in model.Versions)
        {
            table.AddRow(new Text($"{model.Name}/{version.Version}"), new Text(version.Semantic?.ToString() ?? "-"), new Text(string.Join(", ", version.Aliases)), new Text(VersionCommand.Gates(version)), new Text(Show.Time(version.CreatedAt)),
                new Text(version.Dataset ?? "-"), new Text(version.Run?.Short ?? "-"), new Text(version.Hash?[..12] ?? "no files to load"));
        }
        console.Write(table);
    });

    private static string Aliases(RegisteredModel model) => string.Join(", ", model.Aliases.Select(alias => $"{alias.Key} -> {alias.Value}"));

    private static object AsJson(RegisteredModel model) => new
    {
        name = model.Name,
        createdAt = model.CreatedAt,
        updatedAt = model.UpdatedAt,
        description = model.Description,
        tags = model.Tags,
        aliases = model.Aliases,
        protections = model.Protections.Select(protection => new { alias = protection.Alias, role = protection.Role, count = protection.Count }),
        gates = model.GateRequirements.Select(requirement => new { alias = requirement.Alias, role = requirement.Role, suite = requirement.Suite }),
        versions = model.Versions.Select(version => new
        {
            version = version.Version,
            semantic = version.Semantic?.ToString(),
            hash = version.Hash,
            folder = version.Folder,
            filesReason = version.HasFiles ? null : version.FilesReason,
            run = version.Run?.Value,
            dataset = version.Dataset,
            code = version.Code,
            parent = version.Parent?.ToString(),
            description = version.Description,
            tags = version.Tags,
            createdAt = version.CreatedAt,
            aliases = version.Aliases,
            verdict = version.Verdict,
        }),
    };
}
