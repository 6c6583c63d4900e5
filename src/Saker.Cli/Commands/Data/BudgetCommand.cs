using System.CommandLine;
using Saker.Data;
using Saker.Data.Privacy.DifferentialPrivacy;
using Spectre.Console;

namespace Saker.Cli.Commands.Data;

/// <summary><c>saker data budget create|show</c>: what may be told of a data set.</summary>
internal static class BudgetCommand
{
    public static Command Create() => new("budget", "Make and show budgets for answers with differential privacy.")
    {
        CreateBudget(),
        ShowBudget(),
    };

    public static string Describe(BudgetState state) =>
        FormattableString.Invariant($"{state.Dataset}: epsilon {state.SpentEpsilon:0.####} of {state.Epsilon:0.####} spent{(state.Delta > 0 ? $" (delta {state.Delta:R})" : "")}, by {state.AnswerCount} answers");

    private static Command CreateBudget()
    {
        var file = new Argument<string>("file") { Description = "The budget's file. It is never replaced." };
        var dataset = new Option<string>("--dataset") { Description = "What the budget is of.", Required = true };
        var epsilon = new Option<double>("--epsilon") { Description = "All that may be spent; 1 is usual.", Required = true };
        var delta = new Option<double>("--delta") { Description = "At which delta; far below one over the number of people. 0 allows only Laplace noise." };
        var accounting = new Option<string>("--accounting") { Description = "simple (adds epsilons up) or concentrated (for many small answers; needs a delta).", DefaultValueFactory = _ => "simple" };
        var command = new Command("create", "Make a budget.") { file, dataset, epsilon, delta, accounting };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            if (!Enum.TryParse<PrivacyAccounting>(parsed.GetValue(accounting), ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
                throw new SakerException(ErrorKind.InvalidInput, $"'{parsed.GetValue(accounting)}' is no accounting; use simple or concentrated.", "accounting");
            var budget = PrivacyBudget.Create(parsed.GetValue(file)!, parsed.GetValue(dataset)!, parsed.GetValue(epsilon), parsed.GetValue(delta), kind, TimeProvider.System);
            var state = await budget.GetStateAsync(cancellationToken);
            output.Write(state, console => console.WriteLine(Describe(state)));
            return 0;
        });
        return command;
    }

    private static Command ShowBudget()
    {
        var file = new Argument<string>("file") { Description = "The budget's file." };
        var command = new Command("show", "Say how much is spent.") { file };
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            var state = await PrivacyBudget.Open(parsed.GetValue(file)!, TimeProvider.System).GetStateAsync(cancellationToken);
            output.Write(state, console => console.WriteLine(Describe(state)));
            return 0;
        });
        return command;
    }
}
