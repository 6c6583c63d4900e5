using System.CommandLine;
using Saker.Cli.Commands;
using Saker.Cli.Output;
using Saker.Data;

namespace Saker.Server.Tests.Cli;

/// <summary>How commands fail: one line for people, one JSON value for programs, never a stack trace.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData("runs")]
    [InlineData("models")]
    public async Task A_home_that_cannot_be_made_is_one_line(string command)
    {
        using var folder = new CliFolder();
        var home = folder.Write("file", "");

        using var saker = await SakerProcess.RunAsync(folder.Path, null, command, "--home", home);

        Assert.Equal(1, saker.ExitCode);
        Assert.Single(saker.Errors.TrimEnd().Split('\n'));
        Assert.Contains("Name another with --home.", saker.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--nonsense' is no option of train", "train", "--nonsense")]
    [InlineData("'-x' is no option of predict", "predict", "churn", "-x")]
    [InlineData("--max is 0; give 1 to", "runs", "--max", "0")]
    [InlineData("'abc' is not possible for --max: give a whole number.", "rollouts", "list", "--max", "abc")]
    [InlineData("a setting is given as --set max_duration=VALUE", "deploy", "churn/3", "--max-duration", "1s")]
    public async Task Options_that_are_not_possible_are_refused(string reason, params string[] arguments)
    {
        using var folder = new CliFolder();

        using var saker = await SakerProcess.RunAsync(folder.Path, folder.Home, arguments);

        Assert.NotEqual(0, saker.ExitCode);
        Assert.Contains(reason, saker.Errors, StringComparison.Ordinal);
        // Above help it would have scrolled away.
        Assert.DoesNotContain("Usage:", saker.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Home), "a home was made");
    }

    [Theory]
    [InlineData("Cannot parse argument '1.5' for option '--max' as expected type 'System.Int32'.", "'1.5' is not possible for --max: give a whole number.")]
    [InlineData("Cannot parse argument 'x' for option '--factor' as expected type 'System.Nullable`1[System.Double]'.", "'x' is not possible for --factor: give a number, such as 0.5.")]
    [InlineData("Unrecognized command or argument 'x'.", "Unrecognized command or argument 'x'.")]
    public void Faults_of_a_command_line_name_no_types(string message, string expected) => Assert.Equal(expected, ParseFaults.InWords(message));

    [Fact]
    public void A_fault_of_the_program_is_one_line_that_tells_how_to_see_more()
    {
        using var errors = new StringWriter();
        var output = new CliOutput(CliOutput.OpenConsole(), errors, isJson: false);

        Assert.Equal(1, output.FailUnexpected(new InvalidOperationException("first\nsecond.")));

        var line = Assert.Single(errors.ToString().TrimEnd().Split('\n'));
        Assert.StartsWith("error: ", line, StringComparison.Ordinal);
        Assert.Contains("first second", line, StringComparison.Ordinal);
        Assert.Contains(CliOutput.DetailsVariable, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_a_command_throws_becomes_an_exit_code()
    {
        var command = new Command("broken");
        command.SetOutputAction((_, _, _) => throw new InvalidOperationException(nameof(ErrorKind.Internal)));

        Assert.Equal(1, await new RootCommand { command }.Parse("broken").InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, TestContext.Current.CancellationToken));
    }
}
