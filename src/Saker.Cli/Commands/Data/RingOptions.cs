using System.CommandLine;
using Saker.Data;
using Saker.Data.Privacy.Keys;

namespace Saker.Cli.Commands.Data;

/// <summary>Where commands find the key ring: a file by <c>--ring</c> or SAKER_KEY_RING, or the keys themselves in SAKER_KEYS.</summary>
internal sealed class RingOptions
{
    private const string FileVariable = "SAKER_KEY_RING";
    private const string KeysVariable = "SAKER_KEYS";

    private readonly Option<string?> _ring = new("--ring") { Description = $"The key ring's file. Default: ${FileVariable}; or the keys themselves, in base64 and divided by commas, in ${KeysVariable}." };

    public void AddTo(Command command) => command.Options.Add(_ring);

    public string? FileOf(ParseResult parsed) => parsed.GetValue(_ring) ?? Given(FileVariable);

    public string RequireFile(ParseResult parsed) => FileOf(parsed) ?? throw Missing();

    public KeyRing? Find(ParseResult parsed)
    {
        if (FileOf(parsed) is { } file)
            return KeyRing.Open(file);
        return Given(KeysVariable) is { } keys ? KeyRing.FromText(keys, TimeProvider.System) : null;
    }

    public KeyRing Require(ParseResult parsed) => Find(parsed) ?? throw Missing();

    private static string? Given(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;

    private static SakerException Missing() => new(ErrorKind.InvalidInput, $"Name the key ring by --ring or ${FileVariable}; 'saker data keys create --ring keys.json' makes one.", "ring");
}
