using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Saker.Data;
using Saker.Platform.Jobs;
using Saker.Server.Hosting;

namespace Saker.Server.Tests.Hosting;

/// <summary>A server that cannot start says so once, and by what it can be mended.</summary>
public sealed class StartFailureTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("saker-start-");
    private readonly Troubles _troubles = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_taken_port_beside_that_of_HTTP_is_the_one_that_is_named()
    {
        for (var i = 0; ; i++)
        {
            var (first, second) = Neighbours();
            using var held = second;
            var failure = await FailAsync(new ServerOptions { Home = Home, Port = first }, _ => { });
            // Another program may have taken the first one meanwhile.
            if (failure.Field == "port" && i < 5)
                continue;
            Assert.Equal("grpc-port", failure.Field);
            Assert.Equal($"Port {first + 1} is taken by another program. Choose another with --grpc-port, or any free one with --grpc-port 0.", failure.Message);
            return;
        }
    }

    [Theory]
    [InlineData(false, "port")]
    [InlineData(true, "grpc-port")]
    public async Task A_port_that_is_taken_while_the_home_is_opened_is_named_with_its_option(bool isGrpc, string option)
    {
        var port = FreePort();
        using var other = new LateListener(port);
        var options = new ServerOptions { Home = Home, Port = isGrpc ? 0 : port, GrpcPort = isGrpc ? port : 0 };
        var failure = await FailAsync(options, services => services.AddSingleton<IHostedService>(other));
        Assert.Equal(ErrorKind.Conflict, failure.Kind);
        Assert.Equal(option, failure.Field);
        Assert.Equal($"Port {port} is taken by another program. Choose another with --{option}, or any free one with --{option} 0.", failure.Message);
    }

    [Fact]
    public async Task A_home_that_cannot_be_opened_is_said_once()
    {
        await File.WriteAllTextAsync(Home, "a file", Token);
        await FailAsync(new ServerOptions { Home = Home, Port = 0 }, _ => { });
    }

    [Fact]
    public async Task What_is_slow_to_end_is_waited_for_before_its_database_goes()
    {
        var job = new SlowJob();
        await using (var server = await SakerServer.StartAsync(new ServerOptions { Home = Home, Port = 0, MaxStopDelay = TimeSpan.FromMilliseconds(1) }, services => services.AddSingleton<ILoggerProvider>(_troubles).AddSingleton<IRecurringJob>(job), Token))
            await job.Begun.WaitAsync(Token);
        Assert.True(job.HasEnded);
        Assert.Empty(_troubles.Lines);
    }

    private string Home => Path.Combine(_folder.FullName, "home");

    /// <summary>Whoever starts the server is given the error: nothing of it stands in the log as well.</summary>
    private async Task<SakerException> FailAsync(ServerOptions options, Action<IServiceCollection> configure)
    {
        var failure = await Assert.ThrowsAsync<SakerException>(() => SakerServer.StartAsync(options, services =>
        {
            services.AddSingleton<ILoggerProvider>(_troubles);
            configure(services);
        }, Token));
        Assert.Empty(_troubles.Lines);
        return failure;
    }

    private static int FreePort()
    {
        using var listener = Listen(0);
        return PortOf(listener);
    }

    /// <summary>A free port, and a listener on the one after it.</summary>
    private static (int First, TcpListener Second) Neighbours()
    {
        while (true)
        {
            var first = FreePort();
            try
            {
                return (first, Listen(first + 1));
            }
            catch (SocketException)
            {
                // Somebody has the one after it.
            }
        }
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Another program that takes the port after it was looked at.</summary>
    private sealed class LateListener(int port) : IHostedService, IDisposable
    {
        private TcpListener? _listener;

        public Task StartAsync(CancellationToken cancellationToken)
        {
            _listener = Listen(port);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() => _listener?.Dispose();
    }

    /// <summary>Needs a while to end after it was told to.</summary>
    private sealed class SlowJob : IRecurringJob
    {
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Name => "slow";

        public TimeSpan Interval => TimeSpan.FromHours(1);

        public Task Begun => _begun.Task;

        public bool HasEnded { get; private set; }

        public async Task RunAsync(DateTimeOffset now, CancellationToken cancellationToken)
        {
            _begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(TimeSpan.FromMilliseconds(300), CancellationToken.None);
            HasEnded = true;
        }
    }

    /// <summary>What is logged as an error or worse, or that a job could not be ended properly.</summary>
    private sealed class Troubles : ILoggerProvider, ILogger
    {
        private const int EndNotNoted = 2605;

        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Error || eventId.Id == EndNotNoted)
                Lines.Enqueue($"{logLevel} {eventId} {formatter(state, exception)} {exception}");
        }

        public void Dispose()
        {
        }
    }
}
