using System.CommandLine;
using System.CommandLine.Parsing;
using Saker.Cli.Output;
using Saker.Client;
using Saker.Data;
using Saker.Platform;
using Saker.Platform.Storage;

namespace Saker.Cli.Commands;

/// <summary>Runs what a command does: with its output, the platform of its home folder, and errors turned into an exit code.</summary>
internal static class CommandAction
{
    private const int Cancelled = 130;

    /// <summary>Adds <c>--json</c> and runs the action with the output it asks for.</summary>
    /// <param name="command">The command.</param>
    /// <param name="action">What it does; gives the exit code.</param>
    /// <param name="failure">The exit code when the action fails: another than 1 where 1 is an answer, such as that a model was judged and did not pass.</param>
    public static void SetOutputAction(this Command command, Func<ParseResult, CliOutput, CancellationToken, Task<int>> action, int failure = 1)
    {
        var json = CommonOptions.Json();
        command.Options.Add(json);
        command.Validators.Add(RejectUnknownOptions);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new CliOutput(CliOutput.OpenConsole(), Console.Error, parsed.GetValue(json));
            try
            {
                return await action(parsed, output, cancellationToken);
            }
            catch (SakerException exception)
            {
                output.Fail(exception);
                return failure;
            }
            catch (SakerClientException exception)
            {
                output.Fail(new SakerException(ErrorKind.Unavailable, exception.Message, inner: exception));
                return failure;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("cancelled");
                return Cancelled;
            }
            catch (Exception exception)
            {
                // Nothing that a command does should end here; if it does, a person gets a line and not a stack trace.
                output.FailUnexpected(exception);
                return failure;
            }
        });
    }

    /// <summary>The parser takes an option that it does not know for the value of an argument.</summary>
    private static void RejectUnknownOptions(CommandResult result)
    {
        foreach (var value in result.Command.Arguments.SelectMany(argument => result.GetResult(argument)?.Tokens ?? []).Select(token => token.Value))
        {
            if (value.Length > 1 && value[0] == '-')
                result.AddError($"'{value}' is no option of {result.Command.Name}; --help lists those there are{SettingOf(result.Command, value)}.");
        }
    }

    // Where settings have no flags of their own, one is easily taken for one.
    private static string SettingOf(Command command, string value) => value.StartsWith("--", StringComparison.Ordinal) && command.Options.Any(option => option.Name == "--set")
        ? $", and a setting is given as --set {value[2..].Replace('-', '_')}=VALUE"
        : "";

    /// <summary>Adds <c>--home</c> too and opens the platform there for the time of the action. The other parameters are those of <see cref="SetOutputAction"/>.</summary>
    public static void SetPlatformAction(this Command command, Func<ParseResult, CliOutput, SakerPlatform, CancellationToken, Task<int>> action, int failure = 1)
    {
        var home = CommonOptions.Home();
        var backends = new BackendFlags();
        command.Options.Add(home);
        backends.AddTo(command);
        command.SetOutputAction(async (parsed, output, cancellationToken) =>
        {
            await using var platform = await SakerPlatform.OpenAsync(HomeOf(parsed, home), backends.Read(parsed).Configure, cancellationToken);
            return await action(parsed, output, platform, cancellationToken);
        }, failure);
    }

    public static HomeOptions HomeOf(ParseResult parsed, Option<string?> home) => new() { Folder = HomeOptions.Resolve(parsed.GetValue(home)) };
}
