using Saker.Testing;

namespace Saker.Server.Tests.Cli;

/// <summary>The commands of docs/fairness.md and docs/behaviour.md, run as they stand there, and how they end.</summary>
public sealed class PeopleDocumentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fairness_is_told_as_the_document_says()
    {
        using var folder = new CliFolder();
        var rows = Enumerable.Range(0, 120).Select(row => (Sex: row % 3 == 0 ? "f" : "m", Age: 20 + row % 30, Hired: row % 2 == 0 ? "yes" : "no")).ToList();
        folder.Write("people.csv", "sex,age,hired\n" + string.Join('\n', rows.Select(row => $"{row.Sex},{row.Age},{row.Hired}")));
        // Of 40 women 10 are taken, of 80 men 60.
        var (women, men) = (0, 0);
        folder.Write("said.csv", "label\n" + string.Join('\n', rows.Select(row => (row.Sex == "f" ? ++women <= 10 : ++men <= 60) ? "yes" : "no")));
        var block = await DocumentedCommands.ReadAsync("fairness.md", "commands");
        Assert.True(block.Count > 5, "The document has no commands.");
        await DocumentedCommands.RunAsync(folder, block);
    }

    [Fact]
    public async Task What_cannot_be_told_ends_with_2_and_says_everything_at_once()
    {
        using var folder = new CliFolder();
        folder.Write("people.csv", "sex,hired\nm,yes\nf,no\n");
        using var wrong = await SakerProcess.RunAsync(folder.Path, folder.Home, ["fairness", "--data", "people.csv", "--target", "hired", "--positive", "yes", "--protected", "race", "--protected", "sex>3"]);
        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("'race' is not in the data", wrong.Errors, StringComparison.Ordinal);
        Assert.Contains("only numbers can be put into groups", wrong.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_registered_version_is_asked_how_it_behaves_and_how_groups_fare()
    {
        using var folder = new CliFolder();
        var behaviour = string.Join('\n', await DocumentedCommands.ReadAsync("behaviour.md", "suite"));
        folder.Write("people.csv", People());
        folder.Write("people.yaml", $$"""
            pipeline: people
            source: {csv: people.csv}
            target: {column: left, positive: "yes"}
            candidates:
              - {trainer: logistic_regression}
            select: {folds: 2}
            register: {model: people, alias: champion}
            {{behaviour}}
            """);
        using var trained = await SakerProcess.RunAsync(folder.Path, folder.Home, ["train", "people.yaml"]);
        Assert.True(trained.ExitCode == 0, trained.Errors + trained.Output);
        Assert.Contains("behaviour", trained.Output, StringComparison.Ordinal);

        using var own = await SakerProcess.RunAsync(folder.Path, folder.Home, ["behaviour", "people@champion", "--data", "people.csv"]);
        Assert.Contains("monotonicity age", own.Output, StringComparison.Ordinal);
        Assert.Contains("every test holds", own.Output, StringComparison.Ordinal);
        Assert.Equal(0, own.ExitCode);

        folder.Write("strict.yaml", "tests:\n  - {test: monotonicity, column: age, direction: increasing}\n");
        using var strict = await SakerProcess.RunAsync(folder.Path, folder.Home, ["behaviour", "people/1", "--suite", "strict.yaml"]);
        Assert.Equal(1, strict.ExitCode);
        Assert.Matches(@"made row \d+, age: \d+ -> \d+: 0\.\d+ -> 0\.\d+", strict.Output);

        using var fair = await SakerProcess.RunAsync(folder.Path, folder.Home, ["fairness", "people@champion", "--data", "people.csv", "--target", "left", "--protected", "payment", "--json"]);
        Assert.Equal(0, fair.ExitCode);
        Assert.Contains("\"name\": \"statistical_parity_difference\"", fair.Output, StringComparison.Ordinal);
    }

    private static string People()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 600).Select(_ =>
        {
            var (age, cheque) = (random.Next(18, 90), random.NextDouble() < 0.4);
            var leaves = random.NextDouble() < 1 / (1 + Math.Exp((age - 54) / 10.0 - (cheque ? 1.5 : -0.5)));
            return FormattableString.Invariant($"{age},{(random.NextDouble() < 0.05 ? "" : random.Next(100).ToString())},{(random.Next(2) == 0 ? "f" : "m")},{(cheque ? "cheque" : "card")},{(leaves ? "yes" : "no")}");
        });
        return "age,spend,sex,payment,left\n" + string.Join('\n', rows);
    }
}
