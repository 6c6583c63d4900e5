using System.CommandLine;
using System.Globalization;
using Saker.Cli.Commands.Data;
using Saker.Cli.Output;
using Saker.Platform.Serving.Explaining;
using Spectre.Console;

namespace Saker.Cli.Commands.Explain;

/// <summary><c>saker explain robustness MODEL --data FILE --target COLUMN --epsilon E</c>: how little misleads a network.</summary>
internal static class RobustnessCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "The version, such as digits@champion or digits/3: a network that tells classes." };
        var data = new Option<string>("--data") { Description = "Rows with what the model takes, and the true classes.", Required = true };
        var source = new SourceOptions();
        var target = new Option<string>("--target") { Description = "The column with the true classes, by their places from 0.", Required = true };
        var epsilon = new Option<double>("--epsilon") { Description = "The most that any element of an input moves, in units of the input, such as 0.03.", Required = true };
        var method = new Option<string?>("--method") { Description = $"How: {string.Join(" or ", MisleadWords.All)}, in several steps or in one. Default: pgd." };
        var steps = new Option<int>("--steps") { Description = "Steps of pgd.", DefaultValueFactory = _ => 10 };
        var low = new Option<double?>("--low") { Description = "The least that an element may be, such as 0 for pictures." };
        var high = new Option<double?>("--high") { Description = "The most that an element may be, such as 1 for pictures." };
        var command = new Command("robustness", "How many rows a network still tells rightly when they are moved a little to mislead it; --json has the rows as moved.") { model, data, target, epsilon, method, steps, low, high };
        source.AddOptionsTo(command);
        command.SetPlatformAction(async (parsed, output, platform, cancellationToken) =>
        {
            var request = new RobustnessRequest
            {
                Version = parsed.GetValue(model)!, Target = parsed.GetValue(target)!, Epsilon = parsed.GetValue(epsilon), Method = MisleadWords.Method(parsed.GetValue(method)), StepCount = parsed.GetValue(steps),
                Low = parsed.GetValue(low), High = parsed.GetValue(high),
            };
            var rows = await source.Open(parsed, parsed.GetValue(data)!).ReadAllAsync(cancellationToken);
            var report = await platform.Probes.MisleadAsync(request, rows, cancellationToken);
            output.Write(report, console =>
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.RowCount:N0} rows, each element moved by {report.Epsilon} at most ({MisleadWords.Of(report.Method)})"));
                console.WriteLine($"accuracy {Show.Score(report.AccuracyBefore)} as they are, {Show.Score(report.AccuracyAfter)} moved");
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"cross-entropy {report.LossBefore:0.0000} as they are, {report.LossAfter:0.0000} moved; {report.Misled.Count:N0} rows misled"));
            });
            return 0;
        });
        return command;
    }
}
