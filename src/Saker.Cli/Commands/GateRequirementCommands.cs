using System.CommandLine;
using Saker.Cli.Output;
using Saker.Data;
using Saker.Platform.Audit;
using Saker.Platform.Gates;
using Saker.Platform.Identity;
using Saker.Platform.Registry.Verdicts;
using Spectre.Console;

namespace Saker.Cli.Commands;

/// <summary>What <c>saker models</c> does about gates: <c>require-gates</c>, <c>release-gates</c>, <c>gates</c>.</summary>
internal static class GateRequirementCommands
{
    public static Command CreateRequire()
    {
        var (model, alias) = (Model(), Alias());
        var role = new Option<string>("--role") { Description = "The least role of those who may override: deployer or admin.", DefaultValueFactory = _ => Role.Admin.Word() };
        var registration = new Option<bool>("--registration") { Description = "Register new versions only with files whose gates passed, too; without --alias." };
        var gates = new Option<string?>("--gates") { Description = "The gates that must have been passed: a file of their own, or a pipeline file. Default: whichever the version was judged by." };
        var dataset = new Option<string?>("--dataset") { Description = "The dataset of the home on whose rows they must have been passed: holdout/1, or holdout for any version of it. Default: any rows." };
        var (target, positive) = (new Option<string?>("--target") { Description = "The column with the answers. Default: that of the file of gates." }, new Option<string?>("--positive") { Description = "The answer that counts as positive. Default: that of the file of gates." });
        var command = new Command("require-gates", "Have an alias move only to versions whose gates passed, unless somebody overrides with a reason.") { model, alias, role, registration, gates, dataset, target, positive };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var requirement = new GateRequirement { Model = parsed.GetValue(model)!, Alias = parsed.GetValue(alias), Role = Roles.Parse(parsed.GetValue(role)) };
            requirement = requirement with { Target = parsed.GetValue(target), Positive = parsed.GetValue(positive), Dataset = parsed.GetValue(dataset), HoldsRegistration = parsed.GetValue(registration) };
            if (parsed.GetValue(gates) is { } path && await GateInput.LoadAsync(path, cancellationToken) is var file)
                requirement = (file with { Target = requirement.Target ?? file.Target, Positive = requirement.Positive ?? file.Positive }).AddTo(requirement);
            await platform.Verdicts.RequireAsync(requirement, by: null, cancellationToken);
            await LocalAct.NoteAsync(platform, AuditActs.GatesRequired, requirement.Subject, requirement.Suite is { } suite ? $"those of {suite[..12]}" : null);
            output.Write(requirement, console => console.WriteLine($"{requirement.Subject} {(requirement.HoldsRegistration ? "is registered" : "moves")} only {(requirement.HoldsRegistration ? "with files" : "to versions")} whose gates passed; the role {requirement.Role.Word()} may override"));
            return 0;
        });
        return command;
    }

    public static Command CreateRelease()
    {
        var (model, alias) = (Model(), Alias());
        var command = new Command("release-gates", "Let an alias move to versions whose gates did not pass, too.") { model, alias };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var subject = new GateRequirement { Model = parsed.GetValue(model)!, Alias = parsed.GetValue(alias) }.Subject;
            if (!await platform.Verdicts.ReleaseAsync(parsed.GetValue(model)!, parsed.GetValue(alias), cancellationToken))
                throw new SakerException(ErrorKind.NotFound, $"{subject} requires no gates.", "alias");
            await LocalAct.NoteAsync(platform, AuditActs.GatesReleased, subject);
            output.Write(new { released = subject }, console => console.WriteLine($"{subject} requires no gates any more"));
            return 0;
        });
        return command;
    }

    public static Command CreateShow()
    {
        var model = Model();
        var command = new Command("gates", "Show which aliases of a model require gates, and which gates where that is said.") { model };
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var name = parsed.GetValue(model)!;
            var found = await platform.Registry.FindAsync(name, cancellationToken) ?? throw new SakerException(ErrorKind.NotFound, $"There is no model '{name}'. `saker models` lists them.", "model");
            output.Write(found.GateRequirements, console =>
            {
                if (found.GateRequirements.Count == 0)
                    console.WriteLine($"Nothing of {name} requires gates.");
                foreach (var requirement in found.GateRequirements)
                {
                    console.WriteLine($"{requirement.Subject} requires gates{(requirement.Dataset is { } rows ? $" on the rows of dataset {rows}" : "")}; the role {requirement.Role.Word()} may override");
                    if (requirement.Gates is { } gates)
                        console.WriteLine(gates);
                }
            });
            return 0;
        });
        return command;
    }

    private static Argument<string> Model() => new("model") { Description = "The registered model." };

    private static Option<string?> Alias() => new("--alias") { Description = "The alias, such as champion. Default: every alias, and the stages." };
}
