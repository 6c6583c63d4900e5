using Saker.Data;
using Saker.Data.Profiles;
using Saker.Data.Sources;
using Spectre.Console;
using Profile = Saker.Data.Profiles.Profile;

namespace Saker.Cli.Commands.Data;

/// <summary>A profile out of a file: data, which are then described, or a profile that was written before.</summary>
internal static class ProfileInput
{
    public const string Extension = ".profile";

    /// <summary>Reads a profile (<c>.profile</c> or <c>.json</c>), or describes what any other file holds, with a bar on the error stream where a person looks.</summary>
    public static async Task<Profile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (HasExtension(path, Extension))
            return Profile.FromBytes(await BytesAsync(path, cancellationToken));
        if (HasExtension(path, ".json"))
            return Profile.FromJson(System.Text.Encoding.UTF8.GetString(await BytesAsync(path, cancellationToken)));
        var source = Open(path);
        if (Console.IsErrorRedirected)
            return await ProfileRunner.RunAsync(source, null, null, cancellationToken);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().AutoClear(true).StartAsync(bars =>
        {
            var bar = bars.AddTask(Markup.Escape(Path.GetFileName(path)), maxValue: 1);
            return ProfileRunner.RunAsync(source, null, new Told(progress => bar.Value = progress.TotalRows == 0 ? 1 : (double)progress.Rows / progress.TotalRows), cancellationToken);
        });
    }

    private static DataSource Open(string path) => HasExtension(path, ".parquet") ? new ParquetSource { Path = path } : new CsvSource { Path = path };

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static async Task<byte[]> BytesAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new SakerException(ErrorKind.NotFound, $"{path}: there is no such file.", inner: e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SakerException(ErrorKind.InvalidInput, $"{path} cannot be read: {e.Message}", inner: e);
        }
    }

    /// <summary>Told at once, on the thread that works: a bar needs no other.</summary>
    private sealed class Told(Action<ProfileProgress> tell) : IProgress<ProfileProgress>
    {
        public void Report(ProfileProgress value) => tell(value);
    }
}
