using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Saker.Data;

namespace Saker.Server.Hosting;

/// <summary>
/// Makes loggers, as the factory inside does. Of the host it leaves out what whoever starts the server is told in a sentence anyway: that it did not start, and why.
/// A failure that nobody foresaw is logged with all that is known of it.
/// </summary>
internal sealed class StartLoggers(LoggerFactory inner) : ILoggerFactory
{
    private const string Host = "Microsoft.Extensions.Hosting.Internal.Host";

    private const string StartFailed = "HostedServiceStartupFaulted";

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<LoggerFactory>();
        services.Replace(ServiceDescriptor.Singleton<ILoggerFactory, StartLoggers>());
    }

    public ILogger CreateLogger(string categoryName) => categoryName == Host ? new HostLogger(inner.CreateLogger(categoryName)) : inner.CreateLogger(categoryName);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // Whoever made the factory inside disposes of it.
    }

    private sealed class HostLogger(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Name != StartFailed || exception is not (SakerException or SocketException { SocketErrorCode: SocketError.AccessDenied or SocketError.AddressNotAvailable } or IOException { InnerException: AddressInUseException or SocketException } or OperationCanceledException))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
