using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Saker.Data;
using Saker.Platform.Artifacts;
using Saker.Platform.Artifacts.Signing;

namespace Saker.Platform.Tests.Artifacts;

/// <summary>The embedded backend, with what can be seen of it on disk.</summary>
public sealed class SqlArtifactStoreTests() : ArtifactStoreConformance(new EmbeddedBackend())
{
    [Theory]
    [InlineData("tr0th")]
    [InlineData("trut")]
    [InlineData("truth!")]
    [InlineData("")]
    public async Task Content_that_was_changed_is_not_given_to_the_end(string changed)
    {
        await PutAsync("dir/a", "truth");
        var hash = Hash("truth");
        await File.WriteAllTextAsync(Path.Combine(Saker.Home.Blobs, hash[..2], hash), changed, Cancellation);
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => ReadAsync("dir/a"));
        Assert.Contains("'dir/a'", failure.Message, StringComparison.Ordinal);
        Assert.Contains(hash, failure.Message, StringComparison.Ordinal);
        // Stored again, it is whole again.
        await PutAsync("b", "truth");
        Assert.Equal("truth", await ReadAsync("dir/a"));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => Saker.Artifacts.PutAsync("a", new BreakingStream(), Cancellation));
        Assert.Empty(Directory.GetFiles(Saker.Home.Blobs, "*", SearchOption.AllDirectories));
        Assert.Empty(await Saker.Artifacts.ListAsync("", Cancellation));
    }

    [Fact]
    public async Task What_a_dead_process_left_half_way_is_removed_at_the_next_opening()
    {
        await PutAsync("a", "kept");
        var left = Path.Combine(Saker.Home.Blobs, $".new-{new string('Z', 26)}-{new string('0', 26)}");
        await File.WriteAllTextAsync(left, "half", Cancellation);
        await Backend.OpenAsync();
        Assert.False(File.Exists(left));
        Assert.Equal("kept", await ReadAsync("a"));
    }

    [Fact]
    public async Task The_key_is_made_once_and_only_its_owner_can_read_it()
    {
        await PutAsync("a", "x");
        var file = Path.Combine(Saker.Home.Folder, "keys", "signing.pem");
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(file)!));
        }
        var pem = await File.ReadAllTextAsync(file, Cancellation);
        var again = await Backend.OpenAsync();
        await again.Artifacts.PutAsync("b", new MemoryStream([1]), Cancellation);
        Assert.Equal(pem, await File.ReadAllTextAsync(file, Cancellation));
        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task Two_installations_that_share_the_key_trust_each_other_and_others_do_not()
    {
        await PutAsync("a", "x");
        var shared = await Backend.OpenAsync(services => services.AddSingleton(new ArtifactOptions { SigningKeyFile = Path.Combine(Saker.Home.Folder, "keys", "signing.pem") }));
        await using (await shared.Artifacts.OpenAsync("a", Cancellation))
        {
        }
        var stranger = await Backend.OpenAsync(services => services.AddSingleton(new ArtifactOptions { SigningKeyFile = Path.Combine(Saker.Home.Folder, "keys", "other.pem") }));
        var failure = await Failures.OfAsync(ErrorKind.DataLoss, () => stranger.Artifacts.OpenAsync("a", Cancellation));
        Assert.Contains(Saker.Services.GetRequiredService<InstallationKey>().Id, failure.Message, StringComparison.Ordinal);
        Assert.Contains("--signing-key", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_is_named()
    {
        await File.WriteAllTextAsync(Path.Combine(Saker.Home.Folder, "broken.pem"), "no key", Cancellation);
        var broken = await Backend.OpenAsync(services => services.AddSingleton(new ArtifactOptions { SigningKeyFile = Path.Combine(Saker.Home.Folder, "broken.pem") }));
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => broken.Artifacts.PutAsync("a", new MemoryStream(), Cancellation));
        Assert.Contains("broken.pem", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_folders_of_earlier_versions_are_taken_over()
    {
        var experiment = await Saker.Experiments.GetOrCreateAsync("old", Cancellation);
        var run = await Saker.Experiments.StartRunAsync(experiment.Id, "run", null, Cancellation);
        var old = Path.Combine(Saker.Home.Folder, "artifacts");
        Directory.CreateDirectory(Path.Combine(old, run.Id.Value, "model"));
        await File.WriteAllTextAsync(Path.Combine(old, run.Id.Value, "model", "MLmodel"), "m", Cancellation);
        await Backend.OpenAsync();
        Assert.Equal("m", await ReadAsync($"{ArtifactPaths.OfRun(experiment.Id.Value, run.Id.Value)}/model/MLmodel"));
        Assert.False(Directory.Exists(old));
    }

    private sealed class BreakingStream : MemoryStream
    {
        private bool _isRead;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_isRead)
                throw new IOException("The caller is gone.");
            _isRead = true;
            return new(Encoding.UTF8.GetBytes("half", buffer.Span));
        }
    }

    [Fact]
    public async Task Key_that_is_gone_is_missed_and_not_made_anew()
    {
        await PutAsync("0/a.txt", "x");
        var key = Path.Combine(Saker.Home.Folder, "keys", "signing.pem");
        var kept = await File.ReadAllBytesAsync(key, Cancellation);
        File.Delete(key);
        var later = await Backend.OpenAsync();
        var failure = await Failures.OfAsync(ErrorKind.Unavailable, () => later.Artifacts.PutAsync("0/b.txt", new MemoryStream([2]), Cancellation));
        Assert.Contains("is gone", failure.Message, StringComparison.Ordinal);
        await File.WriteAllBytesAsync(key, kept, Cancellation);
        var last = await Backend.OpenAsync();
        await last.Artifacts.PutAsync("0/b.txt", new MemoryStream([2]), Cancellation);
    }
}
