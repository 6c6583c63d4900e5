using Saker.Data;
using Saker.Platform.Storage;
using Saker.Testing;

namespace Saker.Platform.Tests.Storage;

public sealed class ProcessOwnerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("saker-home-").FullName;
    private readonly ManualTime _time = new(DateTimeOffset.UtcNow);
    private readonly SakerHome _home;

    public ProcessOwnerTests() => _home = new SakerHome(new HomeOptions { Folder = _folder });

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Owner_lives_until_it_is_disposed()
    {
        using var watcher = Make();
        var owner = Make();
        Assert.True(watcher.IsAlive(owner.Id));
        Assert.True(watcher.IsAlive(watcher.Id));
        owner.Dispose();
        Assert.False(watcher.IsAlive(owner.Id));
        Assert.False(watcher.IsAlive("01ARYZ6S41ZZZZZZZZZZZZZZZZ"));
    }

    [Fact]
    public void Sweeping_removes_the_files_of_the_dead_only()
    {
        using var owner = Make();
        using var other = Make();
        File.WriteAllText(Path.Combine(_home.Locks, "dead.lock"), "");
        File.WriteAllText(Path.Combine(_home.Locks, "begun.new"), "");
        owner.Sweep();
        Assert.Equal(new[] { owner.Id + ".lock", other.Id + ".lock", "begun.new" }.Order(), Files());
        _time.Advance(TimeSpan.FromHours(2));
        owner.Sweep();
        Assert.Equal(new[] { owner.Id + ".lock", other.Id + ".lock" }.Order(), Files());
    }

    [Fact]
    public void A_home_that_cannot_be_written_is_named_with_what_to_do()
    {
        Directory.Delete(_home.Locks);
        File.WriteAllText(_home.Locks, "in the way");

        var error = Assert.Throws<SakerException>(() => Make());

        Assert.Equal((ErrorKind.Unavailable, "home"), (error.Kind, error.Field));
        Assert.Contains($"'{_home.Folder}' cannot be written", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Name another with --home.", error.Message, StringComparison.Ordinal);
    }

    private ProcessOwner Make() => new(_home, new Ids(_time), _time);

    private IEnumerable<string?> Files() => Directory.GetFiles(_home.Locks).Select(Path.GetFileName).Order();
}
