using System.CommandLine;
using System.CommandLine.Parsing;

namespace Saker.Cli.Commands;

/// <summary>Options that several commands share.</summary>
internal static class CommonOptions
{
    private const int MaxShown = 10_000;

    public static Option<bool> Json() => new("--json") { Description = "Write one JSON value instead of text for people." };

    public static Option<string?> Home() => new("--home") { Description = "The folder that holds everything Saker remembers. Default: $SAKER_HOME, or .saker in the current folder." };

    public static Option<int> Port() => new("--port") { Description = "The port to listen on; 0 takes a free one.", DefaultValueFactory = _ => 5080 };

    public static Option<int?> GrpcPort() => new("--grpc-port") { Description = "The port for gRPC, which without TLS needs one of its own; 0 takes a free one. Default: the one after --port." };

    public static Option<int> Max()
    {
        var max = new Option<int>("--max") { Description = "How many to show at most, the newest first.", DefaultValueFactory = _ => 20 };
        max.Validators.Add(result =>
        {
            // A text that is no number is reported already.
            if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var count) && count is < 1 or > MaxShown)
                result.AddError($"--max is {count}; give 1 to {MaxShown}.");
        });
        return max;
    }

    /// <summary>For options that count something: less than 1 is refused.</summary>
    public static void RequirePositive(OptionResult result)
    {
        if (result.Tokens is [{ Value: var text }] && int.TryParse(text, out var count) && count < 1)
            result.AddError($"{result.Option.Name} is {count}; give 1 or more.");
    }

    /// <param name="isNeeded">Whether the command always asks a server; else it does when one is named.</param>
    public static Option<Uri?> Server(bool isNeeded) => new("--server")
    {
        Description = isNeeded ? "The running server to ask. Default: http://127.0.0.1:5080." : "Ask this running server, such as http://127.0.0.1:5080, in place of the home.",
        CustomParser = ReadAddress,
    };

    /// <summary>The parser has no reading of its own for addresses.</summary>
    private static Uri? ReadAddress(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps))
            return address;
        result.AddError($"'{text}' is no address of a server; write it as http://127.0.0.1:5080.");
        return null;
    }
}
