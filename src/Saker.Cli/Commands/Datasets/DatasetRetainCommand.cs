using System.CommandLine;
using Saker.Cli.Output;
using Saker.Platform.Audit;
using Saker.Platform.Maintenance;
using Saker.Platform.Registry;
using Spectre.Console;

namespace Saker.Cli.Commands.Datasets;

/// <summary><c>saker datasets retain</c>: removes the rows of versions that a rule does not keep.</summary>
internal static class DatasetRetainCommand
{
    public static Command Create()
    {
        var last = new Option<int?>("--keep-last") { Description = "Keep the newest so many versions of each dataset." };
        var younger = new Option<string?>("--keep-younger") { Description = "Keep what was stored less than this ago: 90d, 12h." };
        var used = new Option<DatasetUser>("--keep-used-by") { Description = "Keep what a run, a model or an alias refers to (run); what a model or an alias does (model); or only what an alias does (alias).", DefaultValueFactory = _ => DatasetUser.Run };
        var name = new Option<string?>("--dataset") { Description = "Only versions of this dataset." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only list what would go; change nothing." };
        var command = new Command("retain", "Remove the rows of the versions that no part of the rule keeps. Their record stays and tells why.") { last, younger, used, name, dryRun };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var rule = new RetentionRule
            {
                KeepLast = parsed.GetValue(last),
                KeepYounger = parsed.GetValue(younger) is { } age ? AgeText.Read(age, "keep-younger") : null,
                KeepUsedBy = parsed.GetValue(used),
                Dataset = parsed.GetValue(name),
            };
            if (parsed.GetValue(dryRun))
            {
                Write(output, await platform.DatasetRetention.PlanAsync(rule, cancellationToken));
                return 0;
            }
            var plan = await platform.DatasetRetention.ApplyAsync(rule, by: null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.DatasetsRetained, parsed.GetValue(name) ?? "datasets", $"{plan.Rule}; removed {string.Join(", ", plan.Removed.Select(decision => decision.Version.Reference).DefaultIfEmpty("nothing"))}");
            Write(output, plan);
            return 0;
        });
        return command;
    }

    private static void Write(CliOutput output, RetentionPlan plan) => output.Write(
        new { plan.Rule, plan.IsDryRun, decisions = plan.Decisions.Select(decision => new { dataset = decision.Version.Reference, decision.IsKept, decision.Reason }) },
        console =>
        {
            foreach (var decision in plan.Decisions)
                console.WriteLine($"{(decision.IsKept ? "kept   " : plan.IsDryRun ? "would go" : "removed")} {decision.Version.Reference}  {decision.Reason}");
            var count = plan.Removed.Count();
            console.WriteLine($"{(plan.IsDryRun ? "would remove" : "removed")} the rows of {count} {(count == 1 ? "version" : "versions")} by the rule: {plan.Rule}");
        });
}
